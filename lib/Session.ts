/** One chat's life. In flight is state too: `starting` and `restoring` are phases. */
import type { Data } from './data'

/** What identifies a session. `shown` goes with events; `secret` only `getSessionData` gives out. */
export interface SessionData {
  readonly shown: Data
  readonly secret?: Data
}

/** Times in ms since the epoch. */
export type Session =
  | Rest
  | { readonly _tag: 'starting' | 'restoring'; readonly before: Rest }
  | { readonly _tag: 'active'; readonly data: SessionData; readonly startTime: number; readonly lastTime: number }

/** Nothing is there or on its way. `told`: whether subscribers know of the end already. */
export type Rest =
  | { readonly _tag: 'idle' }
  | { readonly _tag: 'ended'; readonly told: boolean; readonly startTime: number; readonly endTime: number }
