/** One inbound unit in the core's own words. A transport makes it of what crossed its wire. */
import type { Capabilities } from './Capabilities'
import type { Either } from './Either'
import type { Entry, Party, Said } from './Message'
import type { Response } from './Response'
import type { SessionData } from './Session'

/** `live` is new; `restored` is what a reload brings back; `older` is a page of history, before all that is known. */
export type Era = 'live' | 'restored' | 'older'

/** Somebody who was there before this page was. Times in ms since the epoch. */
export interface Member {
  readonly from: Party
  readonly joinedAt: number
  readonly leftAt?: number
}

/** Facts that only need to be passed on. */
export type SignalName =
  | 'pollingStarted'
  | 'pollingStopped'
  | 'chatServerWentOffline'
  | 'chatServerBackOnline'
  | 'restoredOffline'
  | 'sleeping'
  | 'waking'
  | 'sessionLost'
  | 'ajaxResponse'

/** Ascending by time. A live `ParticipantJoined` or `ParticipantLeft` connects or disconnects its party. */
export interface Entries<M = Said> {
  readonly _tag: 'Entries'
  readonly era: Era
  readonly entries: ReadonlyArray<{ readonly message: M; readonly original: unknown }>
  /** What a prefilter hides: nobody reads it, but who spoke stops typing, who joined is there and who left is gone. */
  readonly unseen?: ReadonlyArray<Said>
  readonly session?: SessionData
}

/** `M`: how far its messages have come, `Said` by a transport or numbered as `Message`. */
export type Frame<M = Said> =
  | Entries<M>
  /** Who is there when a session is restored. */
  | { readonly _tag: 'Roster'; readonly members: ReadonlyArray<Member> }
  /**
   * Somebody types, or stopped. `at`: when, in ms since the epoch and by the clock that gives messages their `timestamp`;
   * left out when the wire does not say. `original`: the back end's own object.
   */
  | { readonly _tag: 'Typing'; readonly from: Party; readonly typing: boolean; readonly at?: number; readonly original: unknown }
  | { readonly _tag: 'Lost' }
  | { readonly _tag: 'Regained' }
  | { readonly _tag: 'Ended' }
  /** A fault that no caller waits for. `code` as the error table names it. */
  | { readonly _tag: 'Failed'; readonly code: string; readonly response: Response }
  | { readonly _tag: 'Changed'; readonly capabilities?: Partial<Capabilities>; readonly session?: SessionData }
  | { readonly _tag: 'Signal'; readonly name: SignalName; readonly data: object }

/** An inbound unit that could not be understood. `errors` name fields and kinds, never contents. */
export interface Malformed {
  readonly errors: ReadonlyArray<string>
}

export type Inbound = Either<Malformed, Frame>

export const live = (...entries: ReadonlyArray<Entry>): Frame => ({ _tag: 'Entries', entries, era: 'live' })
