/** The next session on its way. An end that is still on its way to the server is told first. */
import type { ChatEvent } from '../../ChatEvent'
import { ends } from '../../interpret'
import { begin } from '../../State'
import type { State } from '../../State'

export const beginning = (state: State, phase: 'starting' | 'restoring', at: number): readonly [State, ReadonlyArray<ChatEvent>] => {
  const [rested, ...events] = ends(state, at)
  return [begin(rested, phase), events]
}
