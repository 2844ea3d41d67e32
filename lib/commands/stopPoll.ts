/** Stops asking the server for news at intervals. A request that is on its way may still bring some: `pausePoll` gives that up, too. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, nothing } from '../Effect'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** Answers with nothing, once polling has stopped. */
export const stopPoll = command((state) => {
  if (!isActive(state)) return left(refusals.noSessionToPoll)
  if (!state.capabilities.polling) return left(refusals.noPolling)
  return right({ state, effect: call({ type: 'stopPoll' }, nothing) })
})
