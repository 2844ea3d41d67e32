/** Updates the data attached to the chat: before it starts here, while it runs on the server. */
import { command } from '../Command'
import { copyJson, DataC } from '../data'
import { answer, call } from '../Effect'
import { isActive } from '../State'
import { unsupported } from './parts/rejections'

export const updateUserData = command({
  options: DataC,
  rejects: (state) => isActive(state) && unsupported(state, 'userDataUpdate', 'updating userData during an active chat session'),
  step: (state, given) => {
    const userData = { ...state.userData, ...given }
    return [{ ...state, userData }, isActive(state) ? call({ type: 'updateUserData', userData: given }) : answer(copyJson(userData))]
  }
})
