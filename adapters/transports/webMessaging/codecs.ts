/**
 * What crosses the wire, by class. Only what is read is decoded, everything else is kept; what is null counts as
 * absent. Shapes: the service's own published schema and the fixtures of the official mobile transport.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Response } from '../../../lib'
import { object, optional } from '../../../lib/codecs'
import { SaidText } from '../read'

const text = optional(t.string)
const number = optional(t.number)
const flag = optional(t.boolean)
const list = optional(t.array(t.unknown))

export const Envelope = object({ class: t.string, code: number, type: text, tracingId: text, body: t.unknown })

export const SessionBody = object({
  connected: t.boolean,
  newSession: flag,
  readOnly: flag,
  allowedMedia: optional(object({ inbound: optional(object({ fileTypes: optional(t.array(object({ type: text }))), maxFileSizeKB: number })) })),
  blockedExtensions: optional(t.array(t.string)),
  durationSeconds: number,
  /** Seconds since the epoch. */
  expirationDate: number
})
export type SessionBody = t.TypeOf<typeof SessionBody>

/** `direction` from the platform's view: `Inbound` is what the customer sent. Unknown types and directions are kept. */
export const MessageBody = object({
  id: text,
  type: text,
  direction: text,
  text: optional(SaidText),
  channel: optional(object({ time: text, messageId: text, from: optional(object({ nickname: text, firstName: text, lastName: text, image: text })) })),
  content: list,
  events: list,
  metadata: optional(t.UnknownRecord),
  originatingEntity: text
})
export type MessageBody = t.TypeOf<typeof MessageBody>

export const AttachmentBody = object({ attachment: object({ id: t.string, url: text, filename: text, mime: text, fileSize: number }) })

const Presigned = object({ url: t.string, headers: optional(t.UnknownRecord), fileName: text })
export type Presigned = t.TypeOf<typeof Presigned>

/** What a sign-in is exchanged for; of the JWT for the history, the JWT alone. */
export const Passes = object({ jwt: t.string, refreshToken: text })

export const Fault = object({ errorCode: number, errorMessage: text, retryAfter: number, attachmentId: text })

/** What stands in a frame, by its class. */
interface Bodies {
  readonly SessionResponse: SessionBody
  readonly StructuredMessage: MessageBody
  readonly PresignedUrlResponse: Presigned
  readonly JwtResponse: Pick<t.TypeOf<typeof Passes>, 'jwt'>
  readonly UploadSuccessEvent: unknown
  readonly AttachmentDeletedResponse: unknown
  readonly SessionClearedEvent: unknown
  readonly SessionExpiredEvent: unknown
  readonly LogoutEvent: unknown
  readonly ConnectionClosedEvent: unknown
  /** Any other class: the service grows, and nobody waits for what is not named here. */
  readonly Other: unknown
}

/** How the body of each class is read. */
export const codecs: ReadonlyMap<string, t.Decoder<unknown, unknown>> = new Map<Exclude<keyof Bodies, 'Other'>, t.Decoder<unknown, unknown>>([
  ['SessionResponse', SessionBody],
  ['StructuredMessage', MessageBody],
  ['PresignedUrlResponse', Presigned],
  ['JwtResponse', Passes],
  ['UploadSuccessEvent', t.unknown],
  ['AttachmentDeletedResponse', t.unknown],
  ['SessionClearedEvent', t.unknown],
  ['SessionExpiredEvent', t.unknown],
  ['LogoutEvent', t.unknown],
  ['ConnectionClosedEvent', t.unknown]
])

interface Told {
  /** Of the request that a frame belongs to, when it says so. */
  readonly tracingId: string | undefined
  /** The body as it came. */
  readonly original: unknown
  /** It answers a request of this connection. */
  readonly reply: boolean
}

/** A frame that is no refusal, by its class. */
export type Good = { [C in keyof Bodies]: Told & { readonly _tag: C; readonly body: Bodies[C] } }[keyof Bodies]

/** What configures the session. */
export type Session = Extract<Good, { readonly _tag: 'SessionResponse' }>

/** The service says no. `status`: as of HTTP, or one of its own four-digit codes. `retryAfter` in seconds. */
export interface Refusal {
  readonly _tag: 'Refusal'
  readonly tracingId: string | undefined
  readonly response: Response
}

/** What the codec makes of it; `undefined` when it cannot be understood. What is as it should be is handed on as it came. */
export const understood = <A>(codec: t.Type<A, unknown, unknown>, u: unknown): A | undefined => {
  if (codec.is(u)) return u
  const decoded = codec.decode(u)
  return E.isRight(decoded) ? decoded.right : undefined
}
