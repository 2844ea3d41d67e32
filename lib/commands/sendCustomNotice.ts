/** Sends a custom notice from the client to the chat server. */
import * as t from 'io-ts'
import { command, decoding } from '../Command'
import { object, withDefault } from '../codecs'
import { further } from '../data'
import { call } from '../Effect'
import { inactive, unsupported } from '../Rejection'

export const sendCustomNotice = command(decoding(
  object({ message: withDefault(t.string, '') }),
  (state, { message, ...more }) =>
    unsupported(state, 'customNotice', 'sendCustomNotice command') ||
    inactive(state) || [state, call({ type: 'sendCustomNotice', text: message, options: further(more) })]
))
