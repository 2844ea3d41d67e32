/** Sends a message from the client to the chat session. */
import { command } from '../Command'
import { object, Text } from '../codecs'
import { call } from '../Effect'
import { further } from './parts/further'
import { inactive } from './parts/rejections'

export const sendMessage = command({
  options: object({ message: Text }),
  invalid: ['No message text provided.', 'No message text provided'],
  rejects: inactive,
  step: (state, options) => [
    { ...state, typedAt: undefined },
    call({ type: 'sendMessage', text: options.message, options: further(options, ['message']) })
  ]
})
