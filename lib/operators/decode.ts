/** Admits frames. What could not be understood becomes a `Failed` frame with a count, and the stream goes on. */
import * as E from 'fp-ts/Either'
import { defer, map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import { explain } from '../explain'
import type { Frame, Malformed } from '../Frame'
import { FrameOf } from '../FrameCodec'
import { failure } from '../Response'

const noFrame = E.left({ errors: ['frame: expected a frame of the transport port, found something else'] })

const check = (u: unknown): E.Either<Malformed, Frame> => {
  const inbound = u as E.Either<Malformed, Frame> | null | undefined // looked at field by field below
  if (inbound?._tag === 'Left') return inbound
  const frame = inbound?.right
  const codec = frame && Object.prototype.hasOwnProperty.call(FrameOf, frame._tag) ? FrameOf[frame._tag] : undefined
  if (!codec) return noFrame
  if (codec.is(frame)) return inbound as E.Right<Frame> // its tag chose the codec
  const decoded: ReturnType<typeof codec.decode> = codec.decode(frame)
  return E.left({ errors: E.isLeft(decoded) ? explain('frame', decoded.left) : [] })
}

/** What throws when it is read is no frame either: an exception here would end the stream. */
const safely = (u: unknown): E.Either<Malformed, Frame> => {
  try {
    return check(u)
  } catch {
    return noFrame
  }
}

export const decode = (): OperatorFunction<unknown, Frame> => (inbound$) =>
  defer(() => {
    let malformed = 0
    return inbound$.pipe(
      map((inbound): Frame => {
        const checked = safely(inbound)
        if (E.isRight(checked)) return checked.right
        malformed += 1
        return {
          _tag: 'Failed',
          code: 'MalformedFrame',
          response: failure('malformed', 'The server sent something that could not be understood. It was skipped.', { ...checked.left, malformed })
        }
      })
    )
  })
