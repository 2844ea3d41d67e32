/** Server frames, as the service's schema and captured sessions have them. */
import { randomUUID } from 'node:crypto'
import type { Poison } from '../faults/Fault.js'
import type { Member, Message } from '../model/Conversation.js'
import { isRecord } from '../schema/Problem.js'
import type { Body, Session } from './Session.js'
import type { Settings } from './Settings.js'

/** An id in the form that the service gives to messages. */
export const hexId = (): string => randomUUID().replaceAll('-', '')

interface Envelope {
  readonly type: 'response' | 'message'
  readonly class: string
  /** Default: 200. */
  readonly code?: number
  readonly body: unknown
  readonly tracingId?: string | undefined
}

/** The order of the keys is the captured one. */
const frame = ({ type, class: name, code = 200, body, tracingId }: Envelope): string =>
  JSON.stringify({ type, class: name, code, body, ...(tracingId === undefined ? {} : { tracingId }) })

/** The answer to a request. */
export const response = (name: string, body: unknown, tracingId?: string): string => frame({ type: 'response', class: name, body, tracingId })

/** What nobody asked for; with a tracing id, what followed from a request. */
export const pushed = (name: string, body: unknown, tracingId?: string): string => frame({ type: 'message', class: name, body, tracingId })

/** Plain-text refusals carry no tracing id, as captured. */
export const refusal = (code: number, text: string): string => frame({ type: 'response', class: 'string', code, body: text })

/** A rate is exceeded. `retryAfter` in seconds. */
export const tooMany = (retryAfter: number, tracingId?: string): string => {
  const body = { retryAfter, errorCode: 4029, errorMessage: 'Message rate too high for this session' }
  return frame({ type: 'response', class: 'TooManyRequestsErrorMessage', code: 429, body, tracingId })
}

/** A field that the request needs is not there. */
export const missing = (field: string, tracingId?: string): string =>
  frame({ type: 'response', class: 'ErrorMessage', code: 400, body: { errorCode: 4020, errorMessage: `Missing parameter: ${field}` }, tracingId })

/** No address for this file. */
export const urlError = (body: { readonly errorCode: number; readonly errorMessage: string; readonly attachmentId: string }, tracingId?: string): string =>
  frame({ type: 'response', class: 'GenerateUrlError', code: 400, body, tracingId })

/** Which files customers may send; nothing when none. */
export const media = ({ uploads, fileTypes, maxFileSizeKB }: Settings): object =>
  uploads ? { allowedMedia: { inbound: { fileTypes: fileTypes.map((type) => ({ type })), maxFileSizeKB } } } : {}

/** What a client hears of its session. Times in seconds since the epoch. */
export const sessionBody = (session: Session, newSession: boolean, settings: Settings): object => {
  const { readOnly, expiresAt } = session
  if (settings.sparse) return { connected: true, ...(newSession ? { newSession } : {}), ...(readOnly ? { readOnly } : {}) }
  return {
    connected: true,
    newSession,
    readOnly,
    ...media(settings),
    blockedExtensions: settings.blockedExtensions,
    maxCustomDataBytes: settings.maxAttributes,
    durationSeconds: settings.sessionSeconds,
    expirationDate: Math.floor(expiresAt / 1000)
  }
}

const iso = (at: number): string => new Date(at).toISOString()

/** Who speaks to the customer. */
export type Speaker = Pick<Member, 'name' | 'avatar' | 'role'>

const fromOf = ({ name, avatar, role }: Speaker, { anonymous, sparse }: Settings): object => {
  if (anonymous || (role === 'bot' && name === 'Bot')) return {}
  if (sparse) return { nickname: name }
  const [firstName = name, ...rest] = name.split(' ')
  const lastName = rest.length > 0 ? { lastName: rest.join(' ') } : {}
  return { nickname: name, firstName, ...lastName, ...(avatar === undefined ? {} : { image: avatar }) }
}

/** A message to the customer. `at`: ms since the epoch. Without `channel.messageId`, as seen on outbound messages. */
export const outbound = (speaker: Speaker, { at, content }: { readonly at: number; readonly content: object }, settings: Settings): Body => ({
  id: hexId(),
  direction: 'Outbound',
  channel: { time: iso(at), ...(settings.sparse ? {} : { type: 'Private' }), from: fromOf(speaker, settings), ...(settings.sparse ? {} : { to: {} }) },
  ...(settings.sparse ? {} : { metadata: { correlationId: randomUUID() } }),
  originatingEntity: speaker.role === 'bot' ? 'Bot' : 'Human',
  ...content
})

/** A message of the customer, as it comes back to them. `at`: ms since the epoch. */
export const inbound = (at: number, content: object, settings: Settings): Body => ({
  id: hexId(),
  direction: 'Inbound',
  channel: { time: iso(at), ...(settings.sparse ? {} : { messageId: randomUUID() }) },
  ...(settings.sparse ? {} : { metadata: { correlationId: randomUUID() } }),
  ...content
})

const isFile = (element: unknown): boolean => isRecord(element) && element['contentType'] === 'Attachment'

/** What was said. Text with files stays `Text`; anything richer is `Structured`. */
export const said = ({ text, content }: Pick<Message, 'text' | 'content'>): object => ({
  type: content === undefined || content.every(isFile) ? 'Text' : 'Structured',
  ...(text === '' ? {} : { text }),
  ...(content === undefined ? {} : { content })
})

/** Something that happened, instead of something that was said. */
export const event = (given: object): object => ({ type: 'Event', events: [given] })

/** Somebody comes, goes, or ends it. */
export const presence = (type: string): object => event({ eventType: 'Presence', presence: { type } })

/** An agent types. `duration` in ms. */
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
