/** Tells the agent that the customer types. Repeats within the typing window only extend it. */
import * as t from 'io-ts'
import { command } from '../Command'
import { withDefault } from '../codecs'
import { answer, call } from '../Effect'
import { says } from '../Rejection'
import { isActive } from '../State'

export const sendTyping = command({
  options: t.type({ message: withDefault(t.string, '') }, 'an object'),
  requires: [[isActive, says('There is no active chat session.', 'trying to send typing indicator when session is not active')]],
  step: (state, { message }, { at }) =>
    // While the connection is gone nobody would see it, and the stop that belongs to it has been told.
    state.lost
      ? [state, answer()]
      : [{ ...state, typedAt: at }, state.typedAt === undefined ? call({ type: 'sendTyping', typing: true, text: message }) : answer()]
})
