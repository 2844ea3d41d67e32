/** Tells whether a chat session is there, once a restore in progress has come to its end. */
import type { Command } from '../Command'
import { isActive, isRestoring } from '../State'

export const verifySession: Command = (state) => [
  state,
  { _tag: 'Await', until: (latest) => !isRestoring(latest), read: (latest) => ({ sessionActive: isActive(latest) }) }
]
