/** What is sent, as frames without their envelope. Forms: those of the official mobile transport and web client. */
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Attributes } from './attributes'

export type Request = { readonly action: string } & Data

/** Every frame names its session, and the request that its answer will name. */
export const envelope = (token: string, tracingId: string, request: Request): Data => ({ token, tracingId, ...request })

/** `jwt`: proof of who is signed in. `startNew` replaces a session that is read-only. */
export const configure = (deploymentId: string, token: string, startNew: boolean, jwt?: string): Request => ({
  action: jwt === undefined ? 'configureSession' : 'configureAuthenticatedSession',
  deploymentId,
  startNew,
  journeyContext: { customer: { id: token, idType: 'cookie' }, customerSession: { id: '', type: 'web' } },
  ...(jwt === undefined ? {} : { data: { code: jwt } })
})

/** The attributes stand inside the message: the place that the official clients use. */
const onMessage = (message: Data, attributes: Attributes = {}): Request => ({
  action: 'onMessage',
  message: { ...message, ...(Object.keys(attributes).length > 0 ? { channel: { metadata: { customAttributes: attributes } } } : {}) }
})

const event = (given: Data): Data => ({ type: 'Event', events: [given] })

export const typing = onMessage(event({ eventType: 'Typing', typing: { type: 'On' } }))
export const clear = onMessage(event({ eventType: 'Presence', presence: { type: 'Clear' } }))
export const join = (attributes: Attributes): Request => onMessage(event({ eventType: 'Presence', presence: { type: 'Join' } }), attributes)

/** The name under which a caller gives a choice, and the wire's. */
const CHOICES = { quickReply: 'QuickReply', button: 'Button', datePicker: 'DatePicker', listPicker: 'ListPicker' } as const

const isChoice = (u: unknown): u is Data => isPlain(u) && typeof u['text'] === 'string' && typeof u['payload'] === 'string'

/** Answers to rich content: `{ quickReply: { text, payload } }` and the like, a list where several may be chosen. */
const choicesOf = (options: Data): ReadonlyArray<Data> => {
  const parent = options['parentMessageId']
  return Object.entries(CHOICES).flatMap(([name, type]) =>
    [options[name]]
      .flat()
      .filter(isChoice)
      .map(({ text, payload }) => ({
        contentType: 'ButtonResponse',
        buttonResponse: { type, text, payload, ...(typeof parent === 'string' ? { originatingMessageId: parent } : {}) }
      }))
  )
}

/**
 * A text, or an answer to rich content. `options.content`: the wire's own elements, sent as they are. `metadata.id` is
 * what the official web client puts there: by it a message may be found in the history again.
 */
export const message = (text: string, options: Data, attributes: Attributes, id: string): Request => {
  const given = options['content']
  const content = [...(Array.isArray(given) ? given : []), ...choicesOf(options)]
  const parent = options['parentMessageId']
  const metadata = { id, ...(typeof parent === 'string' ? { parentMessageId: parent } : {}) }
  return onMessage({ type: content.length > 0 ? 'Structured' : 'Text', text, metadata, ...(content.length > 0 ? { content } : {}) }, attributes)
}

/** A file that has been uploaded. Without a text the official web client leaves type and text out. */
export const fileMessage = (attachmentId: string, attributes: Attributes, id: string): Request =>
  onMessage({ metadata: { id }, content: [{ contentType: 'Attachment', attachment: { id: attachmentId } }] }, attributes)

/** The fixed tracing id of the mobile transport's health check is not needed: any one comes back. */
export const echo: Request = { action: 'echo', message: { text: 'ping', type: 'Text' } }
export const getJwt: Request = { action: 'getJwt' }
export const closeSession: Request = { action: 'closeSession', closeAllConnections: true }

/** `errorsAsJson`: a refusal names the attachment. */
export const onAttachment = (attachmentId: string, fileName: string, fileType: string, fileSize: number): Request => ({
  action: 'onAttachment',
  attachmentId,
  fileName,
  fileType,
  fileSize,
  errorsAsJson: true
})
export const getAttachment = (attachmentId: string): Request => ({ action: 'getAttachment', attachmentId })
export const deleteAttachment = (attachmentId: string): Request => ({ action: 'deleteAttachment', attachmentId })
