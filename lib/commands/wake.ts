/** Has the back end ask its server as often as before `sleep`. A back end that does not poll has nothing to do. */
import { command, right } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

/** Answers with nothing. Without a session or polling there is nothing to do. */
export const wake = command((state) => {
  if (!isActive(state) || !state.capabilities.polling) return right({ state, effect: answer(undefined) })
  return right({ state, effect: call({ type: 'wake' }, nothing) })
})
