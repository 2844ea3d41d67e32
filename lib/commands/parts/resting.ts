/** What sleep and wake have in common. */
import * as t from 'io-ts'
import { command } from '../../Command'
import type { Command } from '../../Command'
import { answer, call, nothing } from '../../Effect'
import { can, isActive } from '../../State'

export const resting = (type: 'sleep' | 'wake'): Command =>
  command({
    options: t.unknown,
    requires: [],
    step: (state) => [state, isActive(state) && can('polling')(state) ? call({ type }, nothing) : answer()]
  })
