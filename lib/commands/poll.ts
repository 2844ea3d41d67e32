/** Asks the server for news, once. Private: startPoll and stopPoll are what others use. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { BUSY } from '../Transport'
import { PRIVATE, unsupported, withoutSession } from './parts/rejections'

export const poll = command({
  rejects: (state, _, { caller }) =>
    (caller !== 'WebChatService' && [`${PRIVATE}.`, PRIVATE]) || unsupported(state, 'polling', 'polling') || withoutSession(state),
  step: (state) => [state, call({ type: 'poll' }, nothing, BUSY, 'previous poll has not finished.')]
})
