/**
 * What crosses the wire, by class. Only what is read is decoded, everything else is kept; what is null counts as
 * absent. Shapes: the service's own published schema and the fixtures of the official mobile transport.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { optional } from '../../../lib/codecs'
import { section } from '../../../lib/Config'
import { isPlain } from '../../../lib/data'
import { explain } from '../../../lib/explain'

const text = optional(t.string)
const number = optional(t.number)
const flag = optional(t.boolean)

const Media = section({ inbound: optional(section({ fileTypes: optional(t.array(section({ type: text }))), maxFileSizeKB: number })) })

export const SessionBody = section({
  connected: t.boolean,
  newSession: flag,
  readOnly: flag,
  allowedMedia: optional(Media),
  blockedExtensions: optional(t.array(t.string)),
  maxCustomDataBytes: number,
  durationSeconds: number,
  /** Seconds since the epoch. */
  expirationDate: number
})
export type SessionBody = t.TypeOf<typeof SessionBody>

const From = section({ nickname: text, firstName: text, lastName: text, image: text })
export type From = t.TypeOf<typeof From>

/** `direction` from the platform's view: `Inbound` is what the customer sent. Unknown types and directions are kept. */
export const MessageBody = section({
  id: text,
  type: text,
  direction: text,
  text,
  channel: optional(section({ time: text, messageId: text, from: optional(From) })),
  content: optional(t.array(t.unknown)),
  events: optional(t.array(t.unknown)),
  metadata: optional(t.UnknownRecord),
  originatingEntity: text
})
export type MessageBody = t.TypeOf<typeof MessageBody>

export const EventBody = section({
  eventType: t.string,
  typing: optional(section({ type: text })),
  presence: optional(section({ type: text }))
})

export const AttachmentBody = section({
  contentType: t.literal('Attachment'),
  attachment: section({ id: t.string, url: text, filename: text, mime: text, fileSize: number })
})

const Presigned = section({
  attachmentId: t.string,
  url: t.string,
  headers: optional(t.record(t.string, t.string)),
  fileName: text,
  fileSize: number
})
export type Presigned = t.TypeOf<typeof Presigned>

const Jwt = section({ jwt: t.string, exp: t.number })
export type Jwt = t.TypeOf<typeof Jwt>

const Fault = section({ errorCode: number, errorMessage: text, retryAfter: number, attachmentId: text })

export const Page = section({ entities: t.array(t.unknown), total: number, pageCount: number })

const classes = {
  SessionResponse: SessionBody,
  StructuredMessage: MessageBody,
  PresignedUrlResponse: Presigned,
  JwtResponse: Jwt,
  UploadSuccessEvent: section({ attachmentId: t.string }),
  AttachmentDeletedResponse: section({ attachmentId: text }),
  SessionClearedEvent: t.unknown,
  SessionExpiredEvent: t.unknown,
  LogoutEvent: t.unknown,
  ConnectionClosedEvent: optional(section({ reason: text, reasonCode: text }))
}

type Classes = typeof classes
type ClassName = keyof Classes

/** The request that a frame belongs to, when it says so; `original` is the body as it came. */
interface Told {
  readonly tracingId: string | undefined
  readonly original: unknown
}

export type Good = { [C in ClassName]: Told & { readonly _tag: C; readonly reply: boolean; readonly body: t.TypeOf<Classes[C]> } }[ClassName]

/** The service says no. `code`: an HTTP status or one of its own four-digit codes. `retryAfter` in seconds. */
export interface Refusal extends Told {
  readonly _tag: 'Refusal'
  readonly code: number
  readonly text: string
  readonly retryAfter: number | undefined
  readonly attachmentId: string | undefined
}

export type WireFrame = Good | Refusal | { readonly _tag: 'Unknown' }

const Envelope = section({ class: t.string, code: number, type: text, tracingId: text, body: t.unknown })

const FAULTS: ReadonlyArray<string> = ['ErrorMessage', 'Error', 'TooManyRequestsErrorMessage', 'GenerateUrlError', 'UploadFailureEvent']

const NO_FAULT: t.TypeOf<typeof Fault> = { errorCode: undefined, errorMessage: undefined, retryAfter: undefined, attachmentId: undefined }

const refusal = (name: string, code: number, body: unknown, tracingId: string | undefined): Refusal => {
  const fault = Fault.decode(body)
  const { errorCode, errorMessage, retryAfter, attachmentId } = E.isRight(fault) ? fault.right : NO_FAULT
  return {
    _tag: 'Refusal',
    code: name === 'TooManyRequestsErrorMessage' ? 429 : (errorCode ?? code),
    text: typeof body === 'string' ? body : (errorMessage ?? ''),
    retryAfter,
    attachmentId,
    tracingId,
    original: body
  }
}

const isClass = (name: string): name is ClassName => Object.prototype.hasOwnProperty.call(classes, name)

const parse = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** `Left` names fields and kinds, never contents. Classes that nobody knows are no fault: the service grows. */
export const decodeFrame = (given: unknown): Either<Malformed, WireFrame> => {
  const u = parse(given)
  if (!isPlain(u)) return E.left({ errors: ['frame: expected a JSON object'] })
  const envelope = Envelope.decode(u)
  if (E.isLeft(envelope)) return E.left({ errors: explain('frame', envelope.left) })
  const { class: name, code = 200, type, tracingId, body } = envelope.right
  if (code !== 200 || FAULTS.includes(name)) return E.right(refusal(name, code, body, tracingId))
  if (!isClass(name)) return E.right({ _tag: 'Unknown' })
  const codec: t.Decoder<unknown, unknown> = classes[name]
  const decoded = codec.decode(body)
  if (E.isLeft(decoded)) return E.left({ errors: explain('frame.body', decoded.left) })
  // The class chose the codec, and the codec made the body.
  return E.right({ _tag: name, reply: type === 'response', body: decoded.right, tracingId, original: body } as Good)
}
