/** Sends files from the client machine to the agent. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import { call, response } from '../Effect'
import { unsupported } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** What `sendFile` takes. */
export interface SendFileOptions {
  /** A file, a list of files, a file input, or a jQuery-like collection of any of these. The back end's adapter reads it. */
  readonly files: unknown
}

const noUploads = unsupported('fileUpload', "This transport doesn't support file uploads.")

/** Answers with the response to the last one. `request` tells of the bytes that have gone. */
export const sendFile = command((state, { files }: Unchecked<SendFileOptions>) => {
  if (!state.capabilities.fileUpload) return left(noUploads)
  if (!isActive(state)) return left(refusals.noSession)
  return right({ state, effect: call({ type: 'sendFile', files }, response) })
})
