/** Sends a message that the agent sees and the transcript hides, by a regular expression that matches it. */
import * as t from 'io-ts'
import { command } from '../Command'
import { RegExpC, Text } from '../codecs'
import { call, nothing } from '../Effect'
import { isActive } from '../State'
import { noSession } from './parts/sentences'
import { says } from '../Rejection'

export const sendFilteredMessage = command({
  options: t.type({ message: Text, regex: RegExpC }, 'an object'),
  requires: [[isActive, says(noSession.documented)]],
  step: (state, { message, regex }) => [
    { ...state, typedAt: undefined, prefilters: [...state.prefilters, regex] },
    call({ type: 'sendMessage', text: message, options: {} }, nothing)
  ]
})
