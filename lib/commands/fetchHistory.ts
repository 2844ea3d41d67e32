/** Fetches the next older page of the conversation. Its messages arrive in `messageReceived`. */
import { command } from '../Command'
import { call } from '../Effect'
import { says } from '../Rejection'
import { can } from '../State'
import { NO_MORE } from '../Transport'
import { inactive } from './parts/rejections'

export const fetchHistory = command({
  rejects: (state) =>
    (!can('async')(state) && !can('pagination')(state) && ['Fetching history messages applies only to Asynchronous chat.']) || inactive(state),
  step: (state) => [
    state,
    call({ type: 'fetchHistory' }, undefined, NO_MORE, says(state, 'No more messages to fetch.', 'No more messages to fetch'))
  ]
})
