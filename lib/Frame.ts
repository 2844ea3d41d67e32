/** One inbound unit in the core's own words. A transport makes it of what crossed its wire. */
import type { Capabilities } from './Capabilities'
import type { Either } from './Either'
import type { Entry, Party, Said } from './Message'
import type { Response } from './Response'
import type { SessionData } from './Session'

/** `live` is new; `restored` is what a reload brings back; `older` is a page of history, before all that is known. */
export type Era = 'live' | 'restored' | 'older'

/** Somebody who was there before this page was. */
export interface Member {
  readonly from: Party
  /** Ms since the epoch. */
  readonly joinedAt: number
  /** Ms since the epoch; absent while they are there. */
  readonly leftAt?: number
}

/** Facts that only need to be passed on. Each is an event of the same name: see `Events`. */
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

/** Messages. A live `ParticipantJoined` or `ParticipantLeft` among them connects or disconnects its party. */
export interface Entries<M = Said> {
  readonly _tag: 'Entries'
  readonly era: Era
  /** Ascending by time. `original`: the back end's own object that the message was made of. */
  readonly entries: ReadonlyArray<{ readonly message: M; readonly original: unknown }>
  /** What a prefilter hides: nobody reads it, but who spoke stops typing, who joined is there and who left is gone. */
  readonly unseen?: ReadonlyArray<Said>
  /** What identifies the session from now on, when that has changed: back ends may count their messages in it. */
  readonly session?: SessionData
}

/** `M`: how far its messages have come, `Said` by a transport or numbered as `Message`. */
export type Frame<M = Said> =
  | Entries<M>
  /** Who is there, and who was, when a session is restored. */
  | { readonly _tag: 'Roster'; readonly members: ReadonlyArray<Member> }
  /**
   * Somebody types, or stopped. `at`: when, in ms since the epoch and by the clock that gives messages their `timestamp`;
   * left out when the wire does not say. `original`: the back end's own object.
   */
  | { readonly _tag: 'Typing'; readonly from: Party; readonly typing: boolean; readonly at?: number; readonly original: unknown }
  /** The connection is gone. */
  | { readonly _tag: 'Lost' }
  /** The connection is back, and all that was missed has been told. */
  | { readonly _tag: 'Regained' }
  /** The session is over, whoever ended it. */
  | { readonly _tag: 'Ended' }
  /** A fault that no caller waits for. `code` as the error table names it. */
  | { readonly _tag: 'Failed'; readonly code: string; readonly response: Response }
  /** The back end can do more or less than before (only what changed), or the session is identified by other data. */
  | { readonly _tag: 'Changed'; readonly capabilities?: Partial<Capabilities>; readonly session?: SessionData }
  /** `data`: what subscribers of the event get. */
  | { readonly _tag: 'Signal'; readonly name: SignalName; readonly data: object }

/** An inbound unit that could not be understood. */
export interface Malformed {
  /** Sentences that name fields and kinds, never contents. */
  readonly errors: ReadonlyArray<string>
}

/** What a transport hands over: a frame, or what is wrong with what crossed the wire. */
export type Inbound = Either<Malformed, Frame>

/** A frame of new messages. */
export const live = (...entries: ReadonlyArray<Entry>): Frame => ({ _tag: 'Entries', entries, era: 'live' })
