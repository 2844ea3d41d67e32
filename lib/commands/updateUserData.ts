/** Updates the data attached to the chat: before it starts here, while it runs on the server. */
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { copyJson, DataC } from '../data'
import type { Data } from '../data'
import { answer, call, response } from '../Effect'
import { unsupported } from '../Failure'
import { isActive } from '../State'

const tooLate = unsupported('userDataUpdate', "This transport doesn't support updating userData during an active chat session.")

/** Merged key by key over what there is. While a chat is active, answers with the response; otherwise with the merged data. */
export const updateUserData = command((state, options: Unchecked<Data>) => {
  const given = read(DataC, options)
  if (isLeft(given)) return given
  const userData: Data = { ...state.userData, ...given.right }
  const next = { ...state, userData }
  if (!isActive(state)) return right({ state: next, effect: answer(copyJson(userData)) })
  if (!state.capabilities.userDataUpdate) return left(tooLate)
  return right({ state: next, effect: call({ type: 'updateUserData', userData: given.right }, response) })
})
