/** What restore and asyncRestore have in common. */
import * as t from 'io-ts'
import { command } from '../../Command'
import type { Table } from '../../Command'
import { object, optional } from '../../codecs'
import { call, nothing } from '../../Effect'
import { isRestoring, isTaken } from '../../State'
import { NO_SESSION } from '../../Transport'
import { beginning } from './beginning'

export const restoring = (foreign: Table<unknown>['rejects'] = () => false) =>
  command({
    options: object({ sessionData: optional(t.string) }),
    rejects: (state, options, context) =>
      foreign(state, options, context) ||
      (isRestoring(state) && ['Already restoring. Ignoring request.']) ||
      (isTaken(state) && ['Chat session is already active, ignoring restore command.']),
    step: (state, { sessionData }, { at }) => {
      const [next, events] = beginning(state, 'restoring', at)
      return [next, call({ type: 'restore', sessionData }, nothing, NO_SESSION, 'No chat session found to restore.'), events]
    }
  })
