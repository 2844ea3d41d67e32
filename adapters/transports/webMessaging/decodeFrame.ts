/** From the text of a frame to what it says. */
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { Either, Malformed } from '../../../lib'
import { explain } from '../../../lib/explain'
import { parsed } from '../rest'
import { classes, Envelope, Fault, understood } from './codecs'
import type { ClassName, Good, Refusal } from './codecs'

const isClass = (name: string): name is ClassName => Object.hasOwn(classes, name)

/** `Left` names fields and kinds, never contents. */
const decode = <A>(codec: t.Decoder<unknown, A>, u: unknown, place: string): Either<Malformed, A> =>
  E.mapLeft((errors: t.Errors) => ({ errors: explain(place, errors) }))(codec.decode(u))

/** `undefined`: a class that nobody knows, which is no fault: the service grows. */
export const decodeFrame = (given: unknown): Either<Malformed, Good | Refusal | undefined> => {
  const envelope = decode(Envelope, parsed(String(given)), 'frame')
  if (E.isLeft(envelope)) return envelope
  const { class: name, code = 200, type, tracingId, body: original } = envelope.right
  if (code !== 200 || /Error|Failure/.test(name)) {
    const fault = understood(Fault, original)
    return E.right({
      _tag: 'Refusal',
      code: name.startsWith('TooMany') ? 429 : (fault?.errorCode ?? code),
      text: typeof original === 'string' ? original : (fault?.errorMessage ?? ''),
      retryAfter: fault?.retryAfter,
      attachmentId: fault?.attachmentId,
      tracingId,
      original
    })
  }
  if (!isClass(name)) return E.right(undefined)
  // The class chose the codec, and the codec made the body.
  return E.map((body) => ({ _tag: name, reply: type === 'response', body, tracingId, original }) as Good)(decode<unknown>(classes[name], original, 'frame.body'))
}
