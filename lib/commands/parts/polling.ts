/** What startPoll, stopPoll and pausePoll have in common. */
import { command } from '../../Command'
import { call, nothing } from '../../Effect'
import { unsupported, withoutSession } from './rejections'

export const polling = (type: 'startPoll' | 'stopPoll' | 'pausePoll') =>
  command({
    rejects: (state) => withoutSession(state) || unsupported(state, 'polling', 'polling'),
    step: (state) => [state, call({ type }, nothing)]
  })
