/** Updates the data attached to the chat: before it starts here, while it runs on the server. */
import { command, decoding } from '../Command'
import { copyJson, DataC } from '../data'
import { answer, call } from '../Effect'
import { unsupported } from '../Rejection'
import { isActive } from '../State'

export const updateUserData = command(decoding(DataC, (state, given) => {
  const userData = { ...state.userData, ...given }
  const next = { ...state, userData }
  return isActive(state)
    ? unsupported(state, 'userDataUpdate', 'updating userData during an active chat session') || [next, call({ type: 'updateUserData', userData: given })]
    : [next, answer(copyJson(userData))]
}))
