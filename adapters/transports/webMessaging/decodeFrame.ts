/** From the text of a frame to what it says. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { optional } from '../../../lib/codecs'
import { section } from '../../../lib/Config'
import { isPlain } from '../../../lib/data'
import { explain } from '../../../lib/explain'
import { classes, Fault } from './codecs'
import type { ClassName, Good, Refusal, WireFrame } from './codecs'

const text = optional(t.string)
const Envelope = section({ class: t.string, code: optional(t.number), type: text, tracingId: text, body: t.unknown })

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
