/** Which files the server takes. */
import { command } from '../Command'
import { call } from '../Effect'
import { inactive, unsupported } from '../Rejection'

export const getFileLimits = command((state) =>
  unsupported(state, 'fileLimits', 'getFileLimits command') || inactive(state) || [state, call({ type: 'getFileLimits' })])
