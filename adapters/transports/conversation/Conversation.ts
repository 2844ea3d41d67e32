/** What a conversation is, what can happen to it, and what it wants done and told: the words of `step`. */
import type { Answer, Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { LOST, TIMEOUT } from '../../../lib/Transport'
import { unread } from './backfill'
import type { Backfill, Page, Piece } from './backfill'
import { bounds } from './bounds'
import { unopened } from './link'
import type { Link, Pace } from './link'
import { empty } from './outbox'
import type { Outbox, Utterance } from './outbox'

/** `A`: what is heard. `U`: what is said, in the back end's own form. */
export interface Conversation<A, U> {
  readonly link: Link
  readonly backfill: Backfill<A>
  readonly outbox: Outbox<A, U>
  /** It has come about: there was a connection, and what was said before is known. */
  readonly entered: boolean
  /** The link is up, nothing is missing, and everybody has been told so. */
  readonly current: boolean
  /** It is ending: what was said before its end may still come until then (ms since the epoch). */
  readonly ending: { readonly why: Response | undefined; readonly until: number } | undefined
}

export const unbegun: Conversation<never, never> = { link: unopened, backfill: unread, outbox: empty, entered: false, current: false, ending: undefined }

/** What is answered to everything that still waits when a conversation ends for no reason of its own. */
export const ENDED: Response = failure('ended', 'The chat session has ended.')

/** What is answered to something that waited for too long and was not sent. */
export const NOT_SENT: Response = failure(LOST, `The message was not sent: the server could not be reached for ${bounds.line / 1_000} seconds.`)

/** What is answered to something that was sent, was looked for, and is not known to have arrived. */
export const UNKNOWN: Response = failure(TIMEOUT, 'It is not known whether the message has arrived.')

/** What a connection tells of itself. */
export type LinkInput<A> =
  /** It can be used. */
  | { readonly _tag: 'Opened' }
  /** It stands, but has to be configured anew before anything is sent. */
  | { readonly _tag: 'Unready' }
  /** It is gone. `why`: what a conversation that has not come about yet fails with. */
  | { readonly _tag: 'Closed'; readonly why?: Response }
  /** Something came. Without an item: only a sign of life. */
  | { readonly _tag: 'Heard'; readonly item?: A }
  /** There is proof that the conversation is over. `atOnce`: nothing that was said before can still come. */
  | { readonly _tag: 'Ended'; readonly why?: Response; readonly atOnce: boolean }

/** What comes of asking for a page of history. */
export type PageInput<A> =
  /** `over`: it proves that the conversation is over, and why. */
  | { readonly _tag: 'Paged'; readonly page: Page<A>; readonly over?: { readonly why: Response | undefined } }
  /** It did not come. `wait`: ms that the server asked for. `lasting`: asked again, it would not come either. */
  | { readonly _tag: 'PageFailed'; readonly why: Response; readonly wait: number; readonly lasting: boolean }

/**
 * The answer to what was sent. `settled`: it was taken or refused; `itemId`: what it has become. `unknown`: whether it
 * arrived has to be found out. `unsent`: it certainly did not arrive, and is sent again.
 */
export interface Answered {
  readonly _tag: 'Answered'
  readonly id: string
  readonly how: 'settled' | 'unknown' | 'unsent'
  readonly answer: Answer
  readonly itemId?: string
}

/** What can happen to a conversation. */
export type Input<A, U> =
  | LinkInput<A>
  | PageInput<A>
  | Answered
  /** The first connection is wanted. */
  | { readonly _tag: 'Begun' }
  /** The machine woke, or the page is shown again: the connection may be dead, and one is wanted now. */
  | { readonly _tag: 'Woke' }
  /** Something suggests that something was missed, or that the conversation is over: the history is asked. */
  | { readonly _tag: 'Suspected' }
  /** What the device says of its network. */
  | { readonly _tag: 'Online'; readonly online: boolean }
  | { readonly _tag: 'Say'; readonly id: string; readonly said: U }
  /** Nobody waits for it any more. */
  | { readonly _tag: 'Cancelled'; readonly id: string }
  /** A deadline has passed. */
  | { readonly _tag: 'Due' }

/** What is told of a conversation. */
export type Told<A> =
  /** It has come about, with what the first page of history said. */
  | { readonly _tag: 'Entered'; readonly items: ReadonlyArray<A> }
  /** The connection is gone; it is back, and nothing is missing. */
  | { readonly _tag: 'Lost' | 'Regained' }
  /** Something was said or done: each thing once. `isLive`: it has just come; else the history brought it, or it was held for that. */
  | { readonly _tag: 'Pass'; readonly item: A; readonly isLive: boolean }
  /** What was said since then (ms since the epoch) cannot all be had. */
  | { readonly _tag: 'Missed'; readonly since: number }
  /** Last: it is over, or has not come about. */
  | { readonly _tag: 'Over'; readonly why: Response | undefined }

/** A page of history. `first`: the first one of the conversation. `after`: ids of what passed last, newest first. */
export interface Ask {
  readonly _tag: 'Ask'
  readonly cursor: string | undefined
  readonly first: boolean
  readonly after: ReadonlyArray<string>
}

/** The fate of what was said: the answer, or the item that it has become. */
export type Fate<A> =
  | { readonly _tag: 'Settled'; readonly id: string; readonly answer: Answer }
  | { readonly _tag: 'Arrived'; readonly id: string; readonly echo: A }
  /** Not yet its fate: it waits again, or whether it arrived has to be found out. */
  | { readonly _tag: 'Moved'; readonly id: string; readonly phase: 'queued' | 'unknown' }

/** What a step answers with: what is to be done, and what is told. */
export type Output<A, U> = Told<A> | Fate<A> | Ask | { readonly _tag: 'Send'; readonly utterance: Utterance<A, U> } | { readonly _tag: 'Open' | 'Close' | 'Probe' }

/** What is peculiar to a back end. All times in ms. */
export interface Settings<A, U> {
  readonly pace: Pace
  /** What is said goes out on the connection, and may be lost with it; else each has a request of its own. */
  readonly saysOverLink: boolean
  /** The history can only be had while there is a connection; else it is asked without one, too. */
  readonly historyNeedsLink: boolean
  /** Pages of history lead from the newest things back; else from the gap onwards. */
  readonly newestFirst: boolean
  /** Whether this item is what was said. Asked only of what passed after it was sent. */
  readonly isEcho: (item: A, utterance: Utterance<A, U>) => boolean
  /** After which something sent but unanswered casts a doubt on the connection. */
  readonly answer: number
  /** After which something taken but not seen in the conversation counts as missed; `Infinity`: not watched. */
  readonly echo: number
  /** That the end waits for what was said before it. */
  readonly lastWords: number
  /** What a conversation fails with when there is no connection at its beginning. */
  readonly unreachable: Response
}

export type { Page, Piece, Utterance }
