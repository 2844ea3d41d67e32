/** Takes frames out of what a transport hands over. An inbound unit that was not understood becomes a `Failed` frame. */
import { defer } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Frame, Inbound, Malformed } from '../Frame'
import { failure } from '../Response'
import { stage } from './stage'

/** The frames themselves are not checked here. Each `Failed` frame says how many units this subscription could not understand so far. */
export const admit = (): OperatorFunction<Inbound, Frame> => (inbound$) =>
  defer(() => {
    let malformed = 0
    const failed = (left: Malformed): Frame => {
      malformed += 1
      const text = 'The server sent something that could not be understood. It was skipped.'
      return { _tag: 'Failed', code: 'MalformedFrame', response: failure('malformed', text, { ...left, malformed }) }
    }
    return inbound$.pipe(stage('admit', (inbound): Frame => (inbound._tag === 'Right' ? inbound.right : failed(inbound.left))))
  })
