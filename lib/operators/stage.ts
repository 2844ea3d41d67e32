/** One stage of the pipeline: a function of frames. What throws in it costs the frame that it threw on, and no other. */
import { map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Frame } from '../Frame'
import { failure } from '../Response'

type Failed = Extract<Frame, { readonly _tag: 'Failed' }>

/** A value may be a proxy, or have getters: reading it is where it throws. */
const tagOf = (u: unknown): string => {
  try {
    return String((u as { readonly _tag: unknown })._tag) // whatever it is: this may throw
  } catch {
    return 'frame'
  }
}

/** What becomes of a frame that a stage could not handle: kind and place, never contents. */
export const unhandled = (stage: string, frame: unknown): Failed => ({
  _tag: 'Failed',
  code: 'FrameFailed',
  response: failure('frame', 'Something that the server sent could not be handled. It was skipped.', {
    errors: [`frame: expected a frame that can be handled, found one (${tagOf(frame)}) that throws in ${stage}`]
  })
})

/** Like `map`. `name`: of the stage, for the report. */
export const stage = <A, B>(name: string, change: (frame: A) => B): OperatorFunction<A, B | Failed> =>
  map((frame) => {
    try {
      return change(frame)
    } catch {
      return unhandled(name, frame)
    }
  })
