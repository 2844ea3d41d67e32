/** Tells whether a chat session is there, once a restore in progress has come to its end. */
import { command, right } from '../Command'
import type { Awaiting } from '../Effect'
import { isActive, isRestoring } from '../State'

const verified: Awaiting<{ sessionActive: boolean }> = {
  _tag: 'Await',
  until: (state) => !isRestoring(state),
  read: (state) => ({ sessionActive: isActive(state) })
}

/** Answers with `{ sessionActive }`. */
export const verifySession = command((state) => right({ state, effect: verified }))
