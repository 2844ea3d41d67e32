/** One chat's life. */
import { copyJson } from './data'
import type { Data } from './data'

/**
 * Where a session is. In flight counts: `starting` and `restoring`. `ended`: it is over, and subscribers have still to be
 * told; after that it is `idle`, as before the first one.
 */
export type Phase = 'idle' | 'starting' | 'restoring' | 'active' | 'ended'

/** What identifies a session, in the back end's words. */
export interface SessionData {
  /** Goes with events. */
  readonly shown: Data
  /** Tokens and the like: only `getSessionData` gives them out. */
  readonly secret?: Data
}

/** A copy, for the state to keep: it can always be read, whoever changes theirs. */
export const copySession = ({ shown, secret }: SessionData): SessionData => ({ shown: copyJson(shown), secret: copyJson(secret) })

/** While there is none. */
export const noSession: SessionData = { shown: {} }
