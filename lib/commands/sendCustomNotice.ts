/** Sends a custom notice from the client to the chat server. */
import * as t from 'io-ts'
import { command } from '../Command'
import { withDefault } from '../codecs'
import { call } from '../Effect'
import { says } from '../Rejection'
import { can, isActive } from '../State'
import { further } from './parts/further'
import { noActiveSession } from './parts/sentences'

export const sendCustomNotice = command({
  options: t.type({ message: withDefault(t.string, '') }, 'an object'),
  requires: [
    [can('customNotice'), says("This transport doesn't support sendCustomNotice command.")],
    [isActive, noActiveSession]
  ],
  step: (state, options) => [state, call({ type: 'sendCustomNotice', text: options.message, options: further(options, ['message']) })]
})
