/** Addresses for files: to upload, to download, and no more. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Act } from './Ask.js'
import { text } from './Ask.js'
import type { Context } from './context.js'
import { problemWith } from './files.js'
import { missing, pushed, refusal, response, urlError } from './frames.js'

/** The request for an address to upload to. `fileSize` in bytes. */
const Announced = z.object({ fileName: text, fileType: text, fileSize: z.number().catch(0), attachmentId: text, errorsAsJson: z.boolean().catch(false) })

/** The request about a file that was announced before. */
const Named = z.object({ attachmentId: text })

/** The actions on files. */
export const attachmentActions = ({ files, settings }: Context): Readonly<Record<string, Act>> => {
  const onAttachment: Act = ({ connection, session, frame }) => {
    const { fileName, fileType = 'application/octet-stream', fileSize, attachmentId = randomUUID(), errorsAsJson } = Announced.parse(frame)
    if (fileName === undefined) return connection.send(missing('fileName', frame.tracingId))
    const file = { name: fileName, mime: fileType, size: fileSize }
    const problem = problemWith(file, settings())
    if (problem !== undefined && errorsAsJson) {
      return connection.send(urlError({ errorCode: problem.code, errorMessage: problem.text, attachmentId }, frame.tracingId))
    }
    if (problem !== undefined) return connection.send(refusal(problem.code, problem.text))
    const url = files.expect({ ...file, id: attachmentId, token: session.token, origin: connection.origin })
    // Headers that are not empty tell an upload from a download.
    const headers = { 'x-amz-tagging': 'originPlatform=sandbox' }
    connection.send(response('PresignedUrlResponse', { attachmentId, headers, url, fileName, fileSize, fileType }, frame.tracingId))
  }

  const getAttachment: Act = ({ connection, session, frame }) => {
    const file = files.find(Named.parse(frame).attachmentId ?? '')
    if (!file || file.token !== session.token) return connection.send(refusal(4009, 'Attachment not found'))
    if (!file.content) return connection.send(refusal(4010, 'Attachment was not successfully uploaded'))
    const facts = { fileName: file.name, fileSize: file.size, fileType: file.mime }
    connection.send(response('PresignedUrlResponse', { attachmentId: file.id, headers: {}, url: files.downloadUrl(file), ...facts }, frame.tracingId))
  }

  const deleteAttachment: Act = ({ connection, session, frame }) => {
    const { attachmentId = '' } = Named.parse(frame)
    if (files.find(attachmentId)?.token !== session.token) return connection.send(refusal(4009, 'Attachment not found'))
    files.forget(attachmentId)
    connection.send(pushed('AttachmentDeletedResponse', { attachmentId }, frame.tracingId))
  }

  return { onAttachment, getAttachment, deleteAttachment }
}
