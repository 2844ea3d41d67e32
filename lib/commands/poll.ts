/** Asks the server for news, once. startPoll and stopPoll are what pages use: on a bus this one is for the service alone. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, nothing } from '../Effect'
import { invalidState } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'
import { BUSY } from '../Transport'

const stillPolling = invalidState('stillPolling', 'previous poll has not finished.')

/** Answers with nothing, once the poll is done; what came of it is told by events. */
export const poll = command((state) => {
  if (!state.capabilities.polling) return left(refusals.noPolling)
  if (!isActive(state)) return left(refusals.noSessionToPoll)
  return right({ state, effect: call({ type: 'poll' }, nothing, { errorReason: BUSY, failure: stillPolling }) })
})
