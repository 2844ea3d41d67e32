/** Server frames, as the service's schema and captured sessions have them. */
import { randomUUID } from 'node:crypto'
import type { Poison } from '../faults/Fault.js'
import type { Member, Message } from '../model/Conversation.js'
import type { Body, Session } from './Session.js'
import type { Settings } from './Settings.js'

export const hexId = (): string => randomUUID().replaceAll('-', '')

const frame = (type: 'response' | 'message', name: string, body: unknown, tracingId?: string, code = 200): string =>
  JSON.stringify({ type, class: name, code, body, ...(tracingId === undefined ? {} : { tracingId }) })

export const response = (name: string, body: unknown, tracingId?: string): string => frame('response', name, body, tracingId)
export const pushed = (name: string, body: unknown, tracingId?: string): string => frame('message', name, body, tracingId)
/** Plain-text refusals carry no tracing id, as captured. */
export const refusal = (code: number, text: string): string => frame('response', 'string', text, undefined, code)
export const tooMany = (retryAfter: number, tracingId?: string): string =>
  frame('response', 'TooManyRequestsErrorMessage', { retryAfter, errorCode: 4029, errorMessage: 'Message rate too high for this session' }, tracingId, 429)
export const missing = (field: string, tracingId?: string): string =>
  frame('response', 'ErrorMessage', { errorCode: 4020, errorMessage: `Missing parameter: ${field}` }, tracingId, 400)
export const urlError = (attachmentId: string, errorCode: number, errorMessage: string, tracingId?: string): string =>
  frame('response', 'GenerateUrlError', { errorCode, errorMessage, attachmentId }, tracingId, 400)

export const media = ({ uploads, fileTypes, maxFileSizeKB }: Settings): object =>
  uploads ? { allowedMedia: { inbound: { fileTypes: fileTypes.map((type) => ({ type })), maxFileSizeKB } } } : {}

/** Times in seconds since the epoch. */
export const sessionBody = (session: Session, newSession: boolean, settings: Settings): object =>
  settings.sparse
    ? { connected: true, ...(newSession ? { newSession } : {}), ...(session.readOnly ? { readOnly: true } : {}) }
    : {
        connected: true,
        newSession,
        readOnly: session.readOnly,
        ...media(settings),
        blockedExtensions: settings.blockedExtensions,
        maxCustomDataBytes: settings.maxAttributes,
        durationSeconds: settings.sessionSeconds,
        expirationDate: Math.floor(session.expiresAt / 1000)
      }

const iso = (at: number): string => new Date(at).toISOString()

const fromOf = ({ name, avatar, role }: Pick<Member, 'name' | 'avatar' | 'role'>, { anonymous, sparse }: Settings): object => {
  if (anonymous || (role === 'bot' && name === 'Bot')) return {}
  const [firstName = name, ...rest] = name.split(' ')
  return { nickname: name, ...(sparse ? {} : { firstName, ...(rest.length > 0 ? { lastName: rest.join(' ') } : {}), ...(avatar === undefined ? {} : { image: avatar }) }) }
}

/** Without `channel.messageId`, as seen on outbound messages. */
export const outbound = (member: Pick<Member, 'name' | 'avatar' | 'role'>, at: number, more: object, settings: Settings): Body => ({
  id: hexId(),
  direction: 'Outbound',
  channel: { time: iso(at), ...(settings.sparse ? {} : { type: 'Private' }), from: fromOf(member, settings), ...(settings.sparse ? {} : { to: {} }) },
  ...(settings.sparse ? {} : { metadata: { correlationId: randomUUID() } }),
  originatingEntity: member.role === 'bot' ? 'Bot' : 'Human',
  ...more
})

export const inbound = (at: number, more: object, settings: Settings): Body => ({
  id: hexId(),
  direction: 'Inbound',
  channel: { time: iso(at), ...(settings.sparse ? {} : { messageId: randomUUID() }) },
  ...(settings.sparse ? {} : { metadata: { correlationId: randomUUID() } }),
  ...more
})

const isFile = (element: unknown): boolean => typeof element === 'object' && element !== null && 'contentType' in element && element.contentType === 'Attachment'

/** Text with files stays `Text`; anything richer is `Structured`. */
export const said = ({ text, content }: Pick<Message, 'text' | 'content'>): object => ({
  type: content !== undefined && !content.every(isFile) ? 'Structured' : 'Text',
  ...(text === '' ? {} : { text }),
  ...(content === undefined ? {} : { content })
})

export const event = (given: object): object => ({ type: 'Event', events: [given] })
export const presence = (type: string): object => event({ eventType: 'Presence', presence: { type } })
export const typing = ({ sparse }: Settings): object => event({ eventType: 'Typing', typing: { type: 'On', ...(sparse ? {} : { duration: 5_000 }) } })

/** Frames a client must survive. */
export const poison = (what: Poison): string => {
  switch (what) {
    case 'notJson':
      return '{"type":'
    case 'null':
      return 'null'
    case 'array':
      return '[]'
    case 'unknownType':
      return pushed('UnheardOfEvent', { id: hexId() })
    case 'otherConversation':
      return pushed('StructuredMessage', { id: hexId(), direction: 'Sideways', type: 'Telepathy', channel: { time: 'noon' } })
    case 'missingFields':
      return pushed('StructuredMessage', undefined)
  }
}
