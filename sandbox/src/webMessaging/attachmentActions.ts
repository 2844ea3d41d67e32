/** Addresses for files: to upload, to download, and no more. */
import { randomUUID } from 'node:crypto'
import type { Act } from './ask.js'
import { textOf } from './ask.js'
import type { Context } from './context.js'
import { wrongWith } from './files.js'
import { missing, pushed, refusal, response, urlError } from './frames.js'

export const attachmentActions = ({ files, settings }: Context): Readonly<Record<string, Act>> => {
  const onAttachment: Act = ({ socket, origin }, { token }, ask, tracingId) => {
    const [fileName, fileType] = [textOf(ask, 'fileName'), textOf(ask, 'fileType') ?? 'application/octet-stream']
    if (fileName === undefined) return socket.send(missing('fileName', tracingId))
    const size = typeof ask['fileSize'] === 'number' ? ask['fileSize'] : 0
    const attachmentId = textOf(ask, 'attachmentId') ?? randomUUID()
    const wrong = wrongWith(fileName, fileType, size, settings())
    if (wrong) return socket.send(ask['errorsAsJson'] === true ? urlError(attachmentId, wrong[0], wrong[1], tracingId) : refusal(wrong[0], wrong[1]))
    const url = files.expect({ id: attachmentId, name: fileName, mime: fileType, size, token, origin })
    // Headers that are not empty tell an upload from a download.
    socket.send(response('PresignedUrlResponse', { attachmentId, headers: { 'x-amz-tagging': 'originPlatform=sandbox' }, url, fileName, fileSize: size, fileType }, tracingId))
  }

  const getAttachment: Act = ({ socket }, { token }, ask, tracingId) => {
    const file = files.find(textOf(ask, 'attachmentId') ?? '')
    if (!file || file.token !== token) return socket.send(refusal(4009, 'Attachment not found'))
    if (!file.content) return socket.send(refusal(4010, 'Attachment was not successfully uploaded'))
    socket.send(response('PresignedUrlResponse', { attachmentId: file.id, headers: {}, url: files.downloadUrl(file), fileName: file.name, fileSize: file.size, fileType: file.mime }, tracingId))
  }

  const deleteAttachment: Act = ({ socket }, { token }, ask, tracingId) => {
    const id = textOf(ask, 'attachmentId') ?? ''
    if (files.find(id)?.token !== token) return socket.send(refusal(4009, 'Attachment not found'))
    files.forget(id)
    socket.send(pushed('AttachmentDeletedResponse', { attachmentId: id }, tracingId))
  }

  return { onAttachment, getAttachment, deleteAttachment }
}
