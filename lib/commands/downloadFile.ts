/** Downloads a file of the chat to the client machine. */
import * as t from 'io-ts'
import { command } from '../Command'
import { optional, Text } from '../codecs'
import { call, nothing } from '../Effect'
import { says } from '../Rejection'
import { can, isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const downloadFile = command({
  options: t.type({ fileId: t.unknown }, 'an object'),
  requires: [
    [can('fileDownload'), says("This transport doesn't support file download.")],
    [(_, { fileId }) => Text.is(fileId) || typeof fileId === 'number', says('options.fileId: expected the id of a file.')],
    [isActive, noActiveSession]
  ],
  step: (state, options) => {
    const { fileName } = options as { fileName?: unknown } // the codec lets further fields through
    return [
      state,
      call({ type: 'downloadFile', fileId: String(options.fileId), fileName: optional(t.string).is(fileName) ? fileName : undefined }, nothing)
    ]
  }
})
