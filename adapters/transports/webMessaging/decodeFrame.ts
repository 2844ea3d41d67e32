/** From the text of a frame to what it says. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { read, readText } from '../read'
import { codecs, Envelope, Fault, understood } from './codecs'
import type { Good, Refusal } from './codecs'
import { refusal } from './errors'

export const decodeFrame = (given: unknown): Either<Malformed, Good | Refusal> => {
  const responseText = String(given)
  const envelope = readText(Envelope, responseText)
  if (E.isLeft(envelope)) return envelope
  const { class: name, code = 200, type, tracingId, body: original } = envelope.right
  const codec = codecs.get(name)
  if (code !== 200 || /Error|Failure/.test(name)) {
    // Of a class that says something else, such as a message, a text is not the service's.
    const words = typeof original === 'string' && codec === undefined ? original : ''
    const { errorCode = code, errorMessage = words, retryAfter, attachmentId } = understood(Fault, original) ?? {}
    // What is about a file is known by the file's id, also where it is told later.
    return E.right({ _tag: 'Refusal', tracingId: tracingId ?? attachmentId, response: refusal(errorCode, errorMessage, { responseText, responseJSON: original, retryAfter }) })
  }
  const tag = codec === undefined ? 'Other' : name
  const body = read(codec ?? t.unknown, original, 'frame.body')
  if (E.isLeft(body)) return body
  // The class chose the codec, and the codec made the body.
  return E.right({ _tag: tag, reply: type === 'response', body: body.right, tracingId, original } as Good)
}
