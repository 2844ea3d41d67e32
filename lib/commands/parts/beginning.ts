/** The step to the next session. An end that is still on its way to the server is told first. */
import type { Step } from '../../Command'
import type { Effect } from '../../Effect'
import { ends } from '../../interpret'
import { begin } from '../../State'
import type { State } from '../../State'

export const beginning = (state: State, phase: 'starting' | 'restoring', at: number, effect: Effect): Step => {
  const [rested, ...events] = ends(state, at)
  return [begin(rested, phase), effect, events]
}
