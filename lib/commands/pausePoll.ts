/** Stops asking the server for news until the next startPoll, also when a request is on its way. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, nothing } from '../Effect'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** Answers with nothing, once the back end polls no more. */
export const pausePoll = command((state) => {
  if (!isActive(state)) return left(refusals.noSessionToPoll)
  if (!state.capabilities.polling) return left(refusals.noPolling)
  return right({ state, effect: call({ type: 'pausePoll' }, nothing) })
})
