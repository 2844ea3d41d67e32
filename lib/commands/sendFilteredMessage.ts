/** Sends a message that the agent sees and the transcript hides, by a regular expression that matches it. */
import { command } from '../Command'
import { object, RegExpC, Text } from '../codecs'
import { call, nothing } from '../Effect'
import { isActive } from '../State'

export const sendFilteredMessage = command({
  options: object({ message: Text, regex: RegExpC }),
  rejects: (state) => !isActive(state) && ['No active chat session.'],
  step: (state, { message, regex }) => [
    { ...state, typedAt: undefined, prefilters: [...state.prefilters, regex] },
    call({ type: 'sendMessage', text: message, options: {} }, nothing)
  ]
})
