/** What restore and asyncRestore have in common: in the core they are the same, on a bus they differ in who may ask. */
import * as t from 'io-ts'
import { read, right } from '../../Command'
import type { Context, Unchecked } from '../../Command'
import { isLeft, left } from '../../Either'
import { object, optional } from '../../codecs'
import { call, nothing } from '../../Effect'
import { invalidState } from '../../Failure'
import { isRestoring, isTaken } from '../../State'
import type { State } from '../../State'
import { NO_SESSION } from '../../Transport'
import { beginning } from './beginning'

/** What `restore` takes. */
export interface RestoreOptions {
  /**
   * A token that the page kept itself, for back ends that have such a thing (web messaging: its guest token). Otherwise
   * the session is the one that an earlier page stored.
   */
  readonly sessionData?: string
}

const alreadyRestoring = invalidState('alreadyRestoring', 'Already restoring. Ignoring request.')
const alreadyActive = invalidState('alreadyActive', 'Chat session is already active, ignoring restore command.')
const nothingToRestore = invalidState('nothingToRestore', 'No chat session found to restore.')

const Options = object({ sessionData: optional(t.string) })

/** The decision of both. `Right` answers with nothing, once the session is there again. */
export const restoring = (state: State, given: Unchecked<RestoreOptions>, { at }: Context) => {
  const options = read(Options, given)
  if (isLeft(options)) return options
  if (isRestoring(state)) return left(alreadyRestoring)
  if (isTaken(state)) return left(alreadyActive)
  const { sessionData } = options.right
  const effect = call({ type: 'restore', sessionData }, nothing, { errorReason: NO_SESSION, failure: nothingToRestore })
  return right(beginning(state, { phase: 'restoring', at, effect }))
}
