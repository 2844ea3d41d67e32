/** One chat's life. */
import type { Data } from './data'

/** In flight is state too: `starting` and `restoring`. `ended`: it is over, and subscribers have still to be told. */
export type Phase = 'idle' | 'starting' | 'restoring' | 'active' | 'ended'

/** What identifies a session. `shown` goes with events; `secret` only `getSessionData` gives out. */
export interface SessionData {
  readonly shown: Data
  readonly secret?: Data
}

export const noSession: SessionData = { shown: {} }
