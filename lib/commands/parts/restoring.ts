/** What restore and asyncRestore have in common. */
import * as t from 'io-ts'
import { decoding } from '../../Command'
import { object, optional } from '../../codecs'
import { call, nothing } from '../../Effect'
import { isRestoring, isTaken } from '../../State'
import { NO_SESSION } from '../../Transport'
import { beginning } from './beginning'

export const restoring = decoding(
  object({ sessionData: optional(t.string) }),
  (state, { sessionData }, { at }) =>
    (isRestoring(state) && ['Already restoring. Ignoring request.']) ||
    (isTaken(state) && ['Chat session is already active, ignoring restore command.']) ||
    beginning(state, 'restoring', at, call({ type: 'restore', sessionData }, nothing, NO_SESSION, 'No chat session found to restore.'))
)
