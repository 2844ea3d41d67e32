/** Sends files from the client machine to the agent. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call } from '../Effect'
import { says } from '../Rejection'
import { can, isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const sendFile = command({
  options: t.type({ files: t.unknown }, 'an object'),
  requires: [
    [can('fileUpload'), says("This transport doesn't support file uploads.")],
    [isActive, noActiveSession]
  ],
  step: (state, { files }) => [state, call({ type: 'sendFile', files })]
})
