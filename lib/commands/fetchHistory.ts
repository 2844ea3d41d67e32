/** Fetches the next older page of the conversation. Its messages arrive in `messageReceived`. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call } from '../Effect'
import { refused, says } from '../Rejection'
import { can, isActive } from '../State'
import { NO_MORE } from '../Transport'
import { noActiveSession } from './parts/sentences'

const noMore = refused(says('No more messages to fetch.', 'No more messages to fetch'))

export const fetchHistory = command({
  options: t.unknown,
  requires: [
    [
      (state) => can('async')(state) || can('pagination')(state),
      says('Fetching history messages applies only to Asynchronous chat.')
    ],
    [isActive, noActiveSession]
  ],
  step: (state) => [
    state,
    call({ type: 'fetchHistory' }, undefined, ({ errorReason }) => (errorReason === NO_MORE ? noMore : undefined))
  ]
})
