/** Downloads a file of the chat to the client machine. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import { Text } from '../codecs'
import { call, nothing } from '../Effect'
import { kind } from '../explain'
import { invalidOption, unsupported } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** What `downloadFile` takes. */
export interface DownloadFileOptions {
  /** The `file.id` of a message. */
  readonly fileId: string | number
  /** The name under which it is saved; otherwise the one that it was sent with. */
  readonly fileName?: string
}

const noDownload = unsupported('fileDownload', "This transport doesn't support file download.")
const noId = (fileId: unknown) =>
  invalidOption({ path: 'fileId', expected: 'the id of a file', found: kind(fileId) }, 'options.fileId: expected the id of a file.')

/** Answers when the file has been handed to the person. */
export const downloadFile = command((state, { fileId, fileName }: Unchecked<DownloadFileOptions>) => {
  if (!state.capabilities.fileDownload) return left(noDownload)
  if (!Text.is(fileId) && typeof fileId !== 'number') return left(noId(fileId))
  if (!isActive(state)) return left(refusals.noSession)
  const name = typeof fileName === 'string' ? fileName : undefined
  return right({ state, effect: call({ type: 'downloadFile', fileId: String(fileId), fileName: name }, nothing) })
})
