/** The step to the next session. An end that is still on its way to the server is told first. */
import type { Step } from '../../Command'
import type { Effect } from '../../Effect'
import { ends } from '../../interpret'
import { begin } from '../../State'
import type { State } from '../../State'

/** How the next session comes about, and from when (ms since the epoch). */
interface Beginning<E extends Effect> {
  readonly phase: 'starting' | 'restoring'
  readonly at: number
  readonly effect: E
}

/** Of a state that is not taken. `events`: those of the end, if there was one to tell. */
export const beginning = <E extends Effect>(state: State, { phase, at, effect }: Beginning<E>): Step<E> => {
  const [rested, ...events] = ends(state, at)
  return { state: begin(rested, phase), effect, events }
}
