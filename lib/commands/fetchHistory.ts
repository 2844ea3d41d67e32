/** Fetches the next older page of the conversation. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, response } from '../Effect'
import { invalidState, unsupported } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'
import { NO_MORE } from '../Transport'

const noHistory = unsupported('pagination', 'Fetching history messages applies only to Asynchronous chat.')
const noMore = invalidState('noMoreHistory', 'No more messages to fetch.', 'No more messages to fetch')

/** Answers with the response; the messages arrive in `messageReceived`. */
export const fetchHistory = command((state) => {
  if (!state.capabilities.async && !state.capabilities.pagination) return left(noHistory)
  if (!isActive(state)) return left(refusals.noSession)
  return right({ state, effect: call({ type: 'fetchHistory' }, response, { errorReason: NO_MORE, failure: noMore }) })
})
