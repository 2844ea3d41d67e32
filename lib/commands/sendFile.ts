/** Sends files from the client machine to the agent. */
import { command } from '../Command'
import { call } from '../Effect'
import { inactive, unsupported } from '../Rejection'

export const sendFile = command((state, { files }) =>
  unsupported(state, 'fileUpload', 'file uploads') || inactive(state) || [state, call({ type: 'sendFile', files })])
