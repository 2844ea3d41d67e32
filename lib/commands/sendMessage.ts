/** Sends a message from the client to the chat session. */
import { command } from '../Command'
import { Text } from '../codecs'
import { further } from '../data'
import { call } from '../Effect'
import { inactive } from '../Rejection'

export const sendMessage = command((state, { message, ...more }) =>
  Text.is(message)
    ? inactive(state) || [{ ...state, typedAt: undefined }, call({ type: 'sendMessage', text: message, options: further(more) })]
    : ['No message text provided.', 'No message text provided'])
