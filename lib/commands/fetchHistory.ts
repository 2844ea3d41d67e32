/** Fetches the next older page of the conversation. Its messages arrive in `messageReceived`. */
import { command } from '../Command'
import { call } from '../Effect'
import { inactive, says } from '../Rejection'
import { NO_MORE } from '../Transport'

export const fetchHistory = command((state) =>
  (!state.capabilities.async && !state.capabilities.pagination && ['Fetching history messages applies only to Asynchronous chat.']) ||
  inactive(state) || [
    state,
    call({ type: 'fetchHistory' }, undefined, NO_MORE, says(state, 'No more messages to fetch.', 'No more messages to fetch'))
  ])
