/** Sends a message that the agent sees and the transcript hides, by a regular expression that matches it. */
import { command, decoding } from '../Command'
import { object, RegExpC, Text } from '../codecs'
import { call, nothing } from '../Effect'
import { isActive } from '../State'

export const sendFilteredMessage = command(decoding(object({ message: Text, regex: RegExpC }), (state, { message, regex }) =>
  isActive(state)
    ? [
        { ...state, typedAt: undefined, prefilters: [...state.prefilters, regex] },
        call({ type: 'sendMessage', text: message, options: {} }, nothing)
      ]
    : ['No active chat session.']
))
