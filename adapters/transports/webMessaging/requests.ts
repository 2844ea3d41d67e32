/** What is sent, as frames without their envelope. Forms: those of the official mobile transport and web client. */
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Attributes } from './attributes'

export type Request = { readonly action: string } & Data

/** Whether there was a connection to send on. The answer will name the `tracingId`. */
export type Send = (request: Request, tracingId?: string) => boolean

/** `jwt`: proof of who is signed in. `startNew` replaces a session that is read-only. */
export const configure = (deploymentId: string, startNew: boolean, jwt?: string): Request => ({
  action: jwt ? 'configureAuthenticatedSession' : 'configureSession',
  deploymentId,
  startNew,
  data: jwt && { code: jwt }
})

/** The attributes stand inside the message, the only place that counts. Source: the service's announcement for 2026-06-05. */
export const onMessage = (message: Data, customAttributes: Attributes = {}): Request => ({
  action: 'onMessage',
  message: { ...message, channel: Object.keys(customAttributes).length > 0 ? { metadata: { customAttributes } } : undefined }
})

const event = (eventType: string, type: string): Data => ({ type: 'Event', events: [{ eventType, [eventType.toLowerCase()]: { type } }] })

export const typing = onMessage(event('Typing', 'On'))
export const clear = onMessage(event('Presence', 'Clear'))
export const join = event('Presence', 'Join')

/** The name under which a caller gives a choice, and the wire's. */
const CHOICES = { quickReply: 'QuickReply', button: 'Button', datePicker: 'DatePicker', listPicker: 'ListPicker' }

/**
 * A text, or an answer to rich content: `{ quickReply: { text, payload } }` and the like, a list where several may be
 * chosen. `content`: the wire's own elements, sent as they are. `metadata.id` is what the official web client puts
 * there: by it a message may be found in the history again.
 */
export const message = (text: string, { content, parentMessageId, ...options }: Data, id: string): Data => {
  const chosen = Object.entries(CHOICES).flatMap(([name, type]) =>
    [options[name]]
      .flat()
      .filter(isPlain)
      .map(({ text, payload }) => ({ contentType: 'ButtonResponse', buttonResponse: { type, text, payload, originatingMessageId: parentMessageId } }))
  )
  const elements = [content, chosen].flat().filter(isPlain)
  return { text, metadata: { id, parentMessageId }, ...(elements.length > 0 ? { type: 'Structured', content: elements } : { type: 'Text' }) }
}

/** A file that has been uploaded. Without a text the official web client leaves type and text out. */
export const fileMessage = (attachmentId: string): Data => ({
  metadata: { id: attachmentId },
  content: [{ contentType: 'Attachment', attachment: { id: attachmentId } }]
})

/** Whether the request is about a file, or says one. */
export const isAboutFile = ({ attachmentId, message }: Request): boolean => {
  const content = isPlain(message) ? message['content'] : undefined
  return attachmentId !== undefined || (Array.isArray(content) && content.some((element) => isPlain(element) && element['contentType'] === 'Attachment'))
}

/** The fixed tracing id of the mobile transport's health check is not needed: any one comes back. */
export const echo: Request = { action: 'echo', message: { text: 'ping', type: 'Text' } }
export const getJwt: Request = { action: 'getJwt' }
export const closeSession: Request = { action: 'closeSession', closeAllConnections: true }
