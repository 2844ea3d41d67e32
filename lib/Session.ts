/** What is known of a chat session: how far its life is, and the data that the back end knows it by. */
import { copyJson } from './data'
import type { Data } from './data'

/**
 * Where a session is. In flight counts: `starting` and `restoring`. `ended`: it is over, and subscribers have still to be
 * told; after that it is `idle`, as before the first one.
 */
export type Phase = 'idle' | 'starting' | 'restoring' | 'active' | 'ended'

/** What identifies a session, in the back end's words. */
export interface SessionData {
  /** Goes with events. It may hold tokens where sites expect them there, as guest chat's does: do not log it. */
  readonly shown: Data
  /** What else is needed to take the session up: only `getSessionData` gives it out. Do not log it. */
  readonly secret?: Data
}

/** A copy, for the state to keep: it can always be read, whoever changes theirs. */
export const copySession = ({ shown, secret }: SessionData): SessionData => ({ shown: copyJson(shown), secret: copyJson(secret) })

/** While there is none. */
export const noSession: SessionData = { shown: {} }
