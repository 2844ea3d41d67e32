/** Tells the agent that the customer types. Repeats within the typing window only extend it. */
import * as t from 'io-ts'
import { command, decoding } from '../Command'
import { object, withDefault } from '../codecs'
import { answer, call } from '../Effect'
import { isActive } from '../State'

export const sendTyping = command(decoding(object({ message: withDefault(t.string, '') }), (state, { message }, { at }) => {
  if (!isActive(state)) return ['There is no active chat session.', 'trying to send typing indicator when session is not active']
  // While the connection is gone nobody would see it, and the stop that belongs to it has been told.
  return state.lost
    ? [state, answer()]
    : [{ ...state, typedAt: at }, state.typedAt === undefined ? call({ type: 'sendTyping', typing: true, text: message }) : answer()]
}))
