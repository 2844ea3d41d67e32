/** Lets frames in. What was not understood becomes a `Failed` frame with a count, and the stream goes on. */
import { defer, map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Frame, Inbound } from '../Frame'
import { failure } from '../Response'

export const admit = (): OperatorFunction<Inbound, Frame> => (inbound$) =>
  defer(() => {
    let malformed = 0
    return inbound$.pipe(
      map((inbound): Frame =>
        inbound._tag === 'Right'
          ? inbound.right
          : {
              _tag: 'Failed',
              code: 'MalformedFrame',
              response: failure('malformed', 'The server sent something that could not be understood. It was skipped.', {
                ...inbound.left,
                malformed: (malformed += 1)
              })
            }
      )
    )
  })
