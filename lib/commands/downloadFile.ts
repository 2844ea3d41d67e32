/** Downloads a file of the chat to the client machine. */
import * as t from 'io-ts'
import { command } from '../Command'
import { Id, object } from '../codecs'
import { call, nothing } from '../Effect'
import { inactive, unsupported } from './parts/rejections'

export const downloadFile = command({
  options: object({ fileId: Id, fileName: t.unknown }),
  rejects: (state) => unsupported(state, 'fileDownload', 'file download') || inactive(state),
  step: (state, { fileId, fileName }) => [
    state,
    call({ type: 'downloadFile', fileId, fileName: typeof fileName === 'string' ? fileName : undefined }, nothing)
  ]
})
