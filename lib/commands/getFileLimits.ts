/** Which files the server takes. */
import type { Command } from '../Command'
import { call } from '../Effect'
import { inactive, unsupported } from '../Rejection'

export const getFileLimits: Command = (state) =>
  unsupported(state, 'fileLimits', 'getFileLimits command') || inactive(state) || [state, call({ type: 'getFileLimits' })]
