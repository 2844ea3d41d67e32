/** Sets the count of failed polls back to 0. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { unsupported } from './parts/rejections'

export const resetPollExceptions = command({
  rejects: (state) => unsupported(state, 'polling', 'resetPollExceptions command'),
  step: (state) => [state, call({ type: 'resetPollExceptions' }, nothing)]
})
