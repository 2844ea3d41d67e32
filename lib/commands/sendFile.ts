/** Sends files from the client machine to the agent. */
import { command } from '../Command'
import { call } from '../Effect'
import { inactive, unsupported } from './parts/rejections'

export const sendFile = command({
  rejects: (state) => unsupported(state, 'fileUpload', 'file uploads') || inactive(state),
  step: (state, { files }) => [state, call({ type: 'sendFile', files })]
})
