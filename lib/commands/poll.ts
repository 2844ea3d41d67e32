/** Asks the server for news, once. Private: startPoll and stopPoll are what others use. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { refused, says } from '../Rejection'
import { can, isActive } from '../State'
import { BUSY } from '../Transport'
import { noPolling, noSession, privateCommand } from './parts/sentences'

const running = says('previous poll has not finished.')

export const poll = command({
  options: t.unknown,
  requires: [
    [(_, __, { caller }) => caller === 'WebChatService', says(`${privateCommand}.`, privateCommand)],
    [can('polling'), noPolling],
    [isActive, noSession]
  ],
  step: (state) => [
    state,
    call({ type: 'poll' }, nothing, (response) => (response.errorReason === BUSY ? refused(running) : undefined))
  ]
})
