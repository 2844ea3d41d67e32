/** Downloads a file of the chat to the client machine. */
import { command } from '../Command'
import { Text } from '../codecs'
import { call, nothing } from '../Effect'
import { inactive, unsupported } from '../Rejection'

export const downloadFile = command((state, { fileId, fileName }) =>
  unsupported(state, 'fileDownload', 'file download') ||
  (!Text.is(fileId) && typeof fileId !== 'number' && ['options.fileId: expected the id of a file.']) ||
  inactive(state) || [
    state,
    call({ type: 'downloadFile', fileId: String(fileId), fileName: typeof fileName === 'string' ? fileName : undefined }, nothing)
  ])
