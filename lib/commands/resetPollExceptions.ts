/** Sets the count of failed polls back to 0. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, nothing } from '../Effect'
import { unsupported } from '../Failure'

const noPolling = unsupported('polling', "This transport doesn't support resetPollExceptions command.")

/** Answers with nothing. */
export const resetPollExceptions = command((state) => {
  if (!state.capabilities.polling) return left(noPolling)
  return right({ state, effect: call({ type: 'resetPollExceptions' }, nothing) })
})
