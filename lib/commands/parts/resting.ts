/** What sleep and wake have in common. */
import { command } from '../../Command'
import { answer, call, nothing } from '../../Effect'
import { can, isActive } from '../../State'

export const resting = (type: 'sleep' | 'wake') =>
  command({
    step: (state) => [state, isActive(state) && can('polling')(state) ? call({ type }, nothing) : answer()]
  })
