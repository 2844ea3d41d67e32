/** From the text of a frame to what it says. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { read } from '../read'
import { parsed } from '../rest'
import { codecs, Envelope, Fault, understood } from './codecs'
import type { Good, Refusal } from './codecs'
import { refusal } from './errors'

export const decodeFrame = (given: unknown): Either<Malformed, Good | Refusal> => {
  const envelope = read(Envelope, parsed(String(given)), 'frame')
  if (E.isLeft(envelope)) return envelope
  const { class: name, code = 200, type, tracingId, body: original } = envelope.right
  if (code !== 200 || /Error|Failure/.test(name)) {
    const { errorCode = code, errorMessage = '', retryAfter, attachmentId } = understood(Fault, original) ?? {}
    const [text, responseText] = typeof original === 'string' ? [original, original] : [errorMessage, JSON.stringify(original ?? '')]
    return E.right({ _tag: 'Refusal', tracingId, attachmentId, response: refusal(errorCode, text, { responseText, responseJSON: original, retryAfter }) })
  }
  const body = read(codecs.get(name) ?? t.unknown, original, 'frame.body')
  // The class chose the codec, and the codec made the body.
  return E.isLeft(body) ? body : E.right({ _tag: name, reply: type === 'response', body: body.right, tracingId, original } as Good)
}
