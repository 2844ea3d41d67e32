/** Sends a custom notice from the client to the chat server. */
import * as t from 'io-ts'
import { command } from '../Command'
import { object, withDefault } from '../codecs'
import { call } from '../Effect'
import { further } from './parts/further'
import { inactive, unsupported } from './parts/rejections'

export const sendCustomNotice = command({
  options: object({ message: withDefault(t.string, '') }),
  rejects: (state) => unsupported(state, 'customNotice', 'sendCustomNotice command') || inactive(state),
  step: (state, options) => [state, call({ type: 'sendCustomNotice', text: options.message, options: further(options, ['message']) })]
})
