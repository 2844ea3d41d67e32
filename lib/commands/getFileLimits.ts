/** Which files the server takes. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call } from '../Effect'
import { says } from '../Rejection'
import { can, isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const getFileLimits = command({
  options: t.unknown,
  requires: [
    [can('fileLimits'), says("This transport doesn't support getFileLimits command.")],
    [isActive, noActiveSession]
  ],
  step: (state) => [state, call({ type: 'getFileLimits' })]
})
