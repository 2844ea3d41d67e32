/** From the text of a frame to what it says. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { explain } from '../../../lib/explain'
import { parsed } from '../rest'
import { codecs, Envelope, Fault, understood } from './codecs'
import type { Good, Refusal } from './codecs'
import { refusal } from './errors'

/** `Left` names fields and kinds, never contents. */
const decode = <A>(codec: t.Decoder<unknown, A>, u: unknown, place: string): Either<Malformed, A> =>
  E.mapLeft((errors: t.Errors) => ({ errors: explain(place, errors) }))(codec.decode(u))

export const decodeFrame = (given: unknown): Either<Malformed, Good | Refusal> => {
  const responseText = String(given)
  const envelope = decode(Envelope, parsed(responseText), 'frame')
  if (E.isLeft(envelope)) return envelope
  const { class: name, code = 200, type, tracingId, body: original } = envelope.right
  if (code !== 200 || /Error|Failure/.test(name)) {
    const { errorCode = code, errorMessage = typeof original === 'string' ? original : '', retryAfter, attachmentId } = understood(Fault, original) ?? {}
    // What is about a file is known by the file's id, also where it is told later.
    return E.right({ _tag: 'Refusal', tracingId: tracingId ?? attachmentId, response: refusal(errorCode, errorMessage, { responseText, responseJSON: original, retryAfter }) })
  }
  // The class chose the codec, and the codec made the body.
  return E.map((body: unknown) => ({ _tag: name, reply: type === 'response', body, tracingId, original }) as Good)(decode(codecs.get(name) ?? t.unknown, original, 'frame.body'))
}
