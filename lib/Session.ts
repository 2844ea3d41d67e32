/** One chat's life. */
import { copyJson } from './data'
import type { Data } from './data'

/** In flight is state too: `starting` and `restoring`. `ended`: it is over, and subscribers have still to be told. */
export type Phase = 'idle' | 'starting' | 'restoring' | 'active' | 'ended'

/** What identifies a session. `shown` goes with events; `secret` only `getSessionData` gives out. */
export interface SessionData {
  readonly shown: Data
  readonly secret?: Data
}

/** A copy, for the state to keep: it can always be read, whoever changes theirs. */
export const copySession = ({ shown, secret }: SessionData): SessionData => ({ shown: copyJson(shown), secret: copyJson(secret) })

export const noSession: SessionData = { shown: {} }
