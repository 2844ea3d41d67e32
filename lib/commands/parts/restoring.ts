/** What restore and asyncRestore have in common. */
import * as t from 'io-ts'
import { command } from '../../Command'
import type { Command, Table } from '../../Command'
import { optional } from '../../codecs'
import { call, nothing } from '../../Effect'
import { refused, says } from '../../Rejection'
import { isRestoring, isTaken } from '../../State'
import { NO_SESSION } from '../../Transport'
import { beginning } from './beginning'

const Options = t.type({ sessionData: optional(t.string) }, 'an object')
type Options = t.TypeOf<typeof Options>

const notFound = refused(says('No chat session found to restore.'))

export const restoring = (also: Table<Options>['requires']): Command =>
  command<Options>({
    options: Options,
    requires: [
      ...also,
      [(state) => !isRestoring(state), says('Already restoring. Ignoring request.')],
      [(state) => !isTaken(state), says('Chat session is already active, ignoring restore command.')]
    ],
    step: (state, { sessionData }, { at }) => {
      const [next, events] = beginning(state, 'restoring', at)
      return [next, call({ type: 'restore', sessionData }, nothing, ({ errorReason }) => (errorReason === NO_SESSION ? notFound : undefined)), events]
    }
  })
