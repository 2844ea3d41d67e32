/** Sends a message from the client to the chat session. */
import * as t from 'io-ts'
import { command } from '../Command'
import { Text } from '../codecs'
import { further } from './parts/further'
import { call } from '../Effect'
import { says } from '../Rejection'
import { isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const sendMessage = command({
  options: t.type({ message: Text }),
  invalid: () => says('No message text provided.', 'No message text provided'),
  requires: [[isActive, noActiveSession]],
  step: (state, options) => [
    { ...state, typedAt: undefined },
    call({ type: 'sendMessage', text: options.message, options: further(options, ['message']) })
  ]
})
