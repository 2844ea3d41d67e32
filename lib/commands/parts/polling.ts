/** What startPoll, stopPoll and pausePoll have in common. */
import * as t from 'io-ts'
import { command } from '../../Command'
import type { Command } from '../../Command'
import { call, nothing } from '../../Effect'
import { can, isActive } from '../../State'
import { noPolling, noSession } from './sentences'

export const polling = (type: 'startPoll' | 'stopPoll' | 'pausePoll'): Command =>
  command({
    options: t.unknown,
    requires: [
      [isActive, noSession],
      [can('polling'), noPolling]
    ],
    step: (state) => [state, call({ type }, nothing)]
  })
