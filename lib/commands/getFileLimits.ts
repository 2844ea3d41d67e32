/** Which files the server takes. */
import { command } from '../Command'
import { call } from '../Effect'
import { inactive, unsupported } from './parts/rejections'

export const getFileLimits = command({
  rejects: (state) => unsupported(state, 'fileLimits', 'getFileLimits command') || inactive(state),
  step: (state) => [state, call({ type: 'getFileLimits' })]
})
