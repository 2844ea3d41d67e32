/** Tells whether a chat session is there, once a restore in progress has come to its end. */
import { command } from '../Command'
import { isActive, isRestoring } from '../State'

export const verifySession = command((state) => [
  state,
  { _tag: 'Await', until: (latest) => !isRestoring(latest), read: (latest) => ({ sessionActive: isActive(latest) }) }
])
