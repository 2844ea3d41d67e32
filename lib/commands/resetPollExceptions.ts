/** Sets the count of failed polls back to 0. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { says } from '../Rejection'
import { can } from '../State'

export const resetPollExceptions = command({
  options: t.unknown,
  requires: [[can('polling'), says("This transport doesn't support resetPollExceptions command.")]],
  step: (state) => [state, call({ type: 'resetPollExceptions' }, nothing)]
})
