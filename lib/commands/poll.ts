/** Asks the server for news, once. Private: startPoll and stopPoll are what others use. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { PRIVATE, unsupported, withoutSession } from '../Rejection'
import { BUSY } from '../Transport'

export const poll = command((state, _, { caller }) =>
  (caller !== 'WebChatService' && [`${PRIVATE}.`, PRIVATE]) ||
  unsupported(state, 'polling', 'polling') ||
  withoutSession(state) || [state, call({ type: 'poll' }, nothing, BUSY, 'previous poll has not finished.')])
