/** One of several tabs that act as one: what it is, what can happen to it, and what it wants done. The words of `step`. */
import type { Answer, Call, Frame, Inbound, Progress } from '../../lib'
import type { Letter } from './Letter'
import { mirrorOf } from './mirror'
import type { Link, Mirror } from './mirror'

/**
 * `idle`: no session. `seeking`: one is wanted, and the tab stands in line for the lock and asks the others for theirs.
 * `following`: the session of another tab is mirrored; the tab stands in line. `away`: the page is kept by the browser.
 * `apart`: a session of its own, as without other tabs.
 *
 * With the lock: `beginning`: the back end is asked for a session. `holding`: it is there. `taking`: another tab held it,
 * and it is taken up from what is stored. `catching`: that has succeeded, and what was missed is about to come. `ending`:
 * the back end is told of its end.
 */
export type Role = 'idle' | 'seeking' | 'following' | 'away' | 'apart' | 'beginning' | 'holding' | 'taking' | 'catching' | 'ending'

/** A call of this tab's own that has no answer yet. */
export interface Ask {
  readonly id: string
  readonly call: Call
  /** It has been handed on: it may have been carried out. */
  readonly isSent: boolean
  /** What had been told when it was made. */
  readonly mark: Link | undefined
}

/** A call that another tab or this one wants carried out. */
export interface Order {
  readonly id: string
  /** The tab whose call it is. */
  readonly by: string
  readonly call: Call
  /** Of one that may have been carried out already: ids of what it may have become. */
  readonly seen?: ReadonlyArray<string>
}

/** A tab at one time. Never changed: the next one is another object. */
export interface Tab {
  readonly role: Role
  /** The session, by its name among tabs. */
  readonly chat: string | undefined
  /** The tab that holds it, and of which letters are believed. */
  readonly holder: string | undefined
  /** The number of the last frame. */
  readonly number: number
  /** Frames were missed: the holder is asked for all of them. */
  readonly isBehind: boolean
  readonly mirror: Mirror
  /** The start or restore that is under way. */
  readonly wanted: { readonly id: string; readonly call: Call } | undefined
  readonly asks: ReadonlyArray<Ask>
  /** Ids of orders that this holder has accepted: a tab that asks again, because the holder has changed, may have been heard. The latest ones. */
  readonly accepted: ReadonlyArray<string>
  /** Tabs that want the session, once it is there. */
  readonly guests: ReadonlyArray<string>
  /** Ids of messages that are the answers to calls: no other call has become them. The latest ones. */
  readonly claimed: ReadonlyArray<string>
  /** The call that ends the session. */
  readonly end: string | undefined
  /** When there was a sign of whoever holds the lock, in ms since the epoch. */
  readonly heard: number
  /** When a sign was asked for, since then. */
  readonly pinged: boolean
  /** The lock is taken from a tab that does not answer. */
  readonly isThief: boolean
  /** When something is to be done again, or is waited for no longer, in ms since the epoch. */
  readonly until: number
  /** When the connection counts as lost, in ms since the epoch. */
  readonly lostAt: number
  /** Attempts to take the session up. */
  readonly tries: number
  /** Another tab has told of a session that this one does not have. What it has stored may not be seen here yet: browsers write cookies behind. */
  readonly hasHeardOfOne: boolean
  /** Who is there, told behind what was said. */
  readonly roster: Extract<Frame, { readonly _tag: 'Roster' }> | undefined
}

/** Before anything has happened. */
export const idle: Tab = {
  role: 'idle', chat: undefined, holder: undefined, number: 0, isBehind: false, mirror: mirrorOf(undefined), wanted: undefined,
  asks: [], accepted: [], guests: [], claimed: [], end: undefined, heard: -Infinity, pinged: false, isThief: false, until: Infinity, lostAt: Infinity, tries: 0, hasHeardOfOne: false, roster: undefined
}

/** What can happen to a tab. */
export type Input =
  /** This tab's core asks for something; it waits no longer. */
  | { readonly _tag: 'Called'; readonly id: string; readonly call: Call }
  | { readonly _tag: 'Abandoned'; readonly id: string }
  /** The lock is ours; another tab has taken it. */
  | { readonly _tag: 'Granted' | 'Robbed' }
  /** There are no locks for this page. */
  | { readonly _tag: 'Refused' }
  | { readonly _tag: 'Received'; readonly from: string; readonly letter: Letter }
  /** What the back end answers to an order. */
  | { readonly _tag: 'Performed'; readonly id: string; readonly by: string; readonly it: Progress | Answer }
  /** What the back end says. */
  | { readonly _tag: 'Heard'; readonly inbound: Inbound }
  /** The page goes away; it is back. */
  | { readonly _tag: 'Away' | 'Back' }
  /** A deadline has passed. */
  | { readonly _tag: 'Due' }

/** What a step answers with. */
export type Output =
  /** This tab's core is told. */
  | { readonly _tag: 'Tell'; readonly inbound: Inbound }
  | { readonly _tag: 'Answer'; readonly id: string; readonly it: Progress | Answer }
  /** There is a session that this tab does not have. */
  | { readonly _tag: 'Found' }
  | { readonly _tag: 'Post'; readonly letter: Letter }
  /** The tab stands in line for the lock, or takes it. `Leave`: it gives it back, or leaves the line. */
  | { readonly _tag: 'Queue' | 'Steal' | 'Leave' }
  /** The back end is asked; waited for no longer; its connection is closed without a word. */
  | { readonly _tag: 'Perform'; readonly id: string; readonly by: string; readonly call: Call }
  | { readonly _tag: 'Drop'; readonly id: string }
  | { readonly _tag: 'Close' }

/** What a step may know of the world. */
export interface Turn {
  /** This tab's name. */
  readonly me: string
  /** A name for a session, if one comes about. */
  readonly fresh: string
  /** Ms since the epoch. */
  readonly now: number
  /** From 0 (included) to 1 (excluded). */
  readonly random: number
  /** Whether no session is stored that this tab could take up. Looked up when it is asked. */
  readonly isNothingStored: () => boolean
}
