/** Sets the count of failed polls back to 0. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { unsupported } from '../Rejection'

export const resetPollExceptions = command((state) =>
  unsupported(state, 'polling', 'resetPollExceptions command') || [state, call({ type: 'resetPollExceptions' }, nothing)])
