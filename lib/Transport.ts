/** The port to a back end: frames in, calls out. Adapters implement it, the core knows nothing else of a server. */
import type { Observable } from 'rxjs'
import type { Capabilities } from './Capabilities'
import type { Either } from './Either'
import type { Inbound } from './Frame'
import type { Response } from './Response'
import type { SessionData } from './Session'
import type { Data } from './data'

/** Who starts a chat, and with what. Names are already resolved: `displayName` is never empty. */
export interface Form {
  readonly displayName: string
  readonly nickname?: string
  readonly firstname?: string
  readonly lastname?: string
  readonly email?: string
  readonly subject?: string
  /** Further fields of `startChat({ form })`, as given. */
  readonly more: Data
}

/** One outbound request. A transport always answers `start`, `end`, `sendMessage`, `restore` and `sendTyping`, and of the others those that its capabilities name. */
export type Call =
  /**
   * Begins a chat. `userData` and `interactionData`: those of the call merged over the configured ones. `options`: what
   * else the caller gave (deployment keys, tokens, …), for this chat only.
   */
  | { readonly type: 'start'; readonly form: Form; readonly userData: Data; readonly interactionData: Data; readonly options: Data }
  /** Ends it. The session is over for everyone here, whatever the answer. */
  | { readonly type: 'end' }
  /** `text`: as it was typed, never blank. `options`: what else the caller gave (content, parent message, …). */
  | { readonly type: 'sendMessage'; readonly text: string; readonly options: Data }
  /** Takes up a stored session; fails with `NO_SESSION` when nothing is stored. `sessionData`: what a page kept itself. */
  | { readonly type: 'restore'; readonly sessionData?: string }
  /** `typing`: whether the customer began or stopped. `text`: what has been typed so far, where it is known. */
  | { readonly type: 'sendTyping'; readonly typing: boolean; readonly text: string }
  | { readonly type: 'sendCustomNotice'; readonly text: string; readonly options: Data }
  /** What is new only: it is merged over what the server has. */
  | { readonly type: 'updateUserData'; readonly userData: Data }
  /** The next older page; its messages come as frames. Fails with `NO_MORE` when there is none. */
  | { readonly type: 'fetchHistory' }
  /** `files`: whatever a page calls files; nobody has looked at it. */
  | { readonly type: 'sendFile'; readonly files: unknown }
  | { readonly type: 'getFileLimits' }
  /** Hands the file to the person, under this name or its own. */
  | { readonly type: 'downloadFile'; readonly fileId: string; readonly fileName?: string }
  /** `poll` fails with `BUSY` while the previous one is under way. */
  | { readonly type: 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions' | 'sleep' | 'wake' }

// `errorReason`s. The first ones are given a meaning by the core, the others only tell. A server's own word may stand in their place.

/** Of a restore: nothing is stored. */
export const NO_SESSION = 'NoSession'
/** Of a restore: what is stored is too old. */
export const RESTORE_TIMEOUT = 'RestoreTimeout'
/** Of fetchHistory: everything has been fetched. */
export const NO_MORE = 'NoMore'
/** Of a poll: the previous one is still running. */
export const BUSY = 'Busy'
/** No answer in time: the caller's failure is a `Timeout`. */
export const TIMEOUT = 'timeout'
/** Nothing came back: the caller's failure is a `NetworkError`, as it is for the next two. */
export const NETWORK = 'network'
/** No connection came about. */
export const SOCKET = 'socket'
/** There is no connection just now. */
export const LOST = 'lost'
/** The server answered with a failure, and with no word of its own for it. */
export const HTTP = 'http'
/** The server pointed to another address, which is not followed. */
export const REDIRECTED = 'redirected'
/** The server named an address that may not be used: it is not encrypted, or none at all. */
export const ADDRESS = 'address'
/** The answer was longer than anything that is read. */
export const TOO_LONG = 'tooLong'
/** The answer could not be understood. */
export const MALFORMED = 'malformed'
/** The chat is over. */
export const ENDED = 'ended'
/** The back end has no such call. */
export const UNSUPPORTED = 'unsupported'
/** The configuration, or what the call brought, lacks something that the back end needs. */
export const CONFIGURATION = 'configuration'
/** Of a restore: what is stored is no session. */
export const STORAGE = 'storage'
/** Not all of the history could be fetched. */
export const HISTORY = 'history'
/** It was on its way when the tab that held the connection went, and nothing tells whether it arrived. */
export const UNKNOWN = 'unknown'
/** Of a start: another tab of the site has a chat, or has just begun one. */
export const ALREADY_ACTIVE = 'alreadyActive'

/** How far a call is. Each one restarts the caller's timeout. */
export interface Progress {
  readonly _tag: 'Progress'
  /** Of `total`, in bytes, when known. */
  readonly loaded?: number
  readonly total?: number
  /**
   * Of a message, when it comes to it: `queued`: it waits for a connection, or for those before it; unsubscribing takes it
   * back. `sent`: it is on its way. `unknown`: it was sent, and whether it arrived is being found out. A transport that
   * tells nothing of that is taken to have sent it at once.
   */
  readonly phase?: 'queued' | 'sent' | 'unknown'
}

/** Whether it is a step on the way, and not yet what everybody waits for. */
export const isProgress = <A extends { readonly _tag: string }>(u: Progress | A): u is Progress => u._tag === 'Progress'

/** What a call that succeeded is answered with. `session`: of a `start` or `restore`, what identifies the session from now on. */
export interface Reply {
  readonly response: Response
  readonly session?: SessionData
}

/** `Left`: the response that came instead, or one that the adapter made; its `errorReason` says why. */
export type Answer = Either<Response, Reply>

/** A back end, as the core sees it: what it can do, what it says, and how it is asked. */
export interface Transport {
  /** As `transport.type` names it; the prefix of its error codes. */
  readonly type: string
  readonly capabilities: Capabilities
  /**
   * Hot. What the back end says, in order, between a `start` or `restore` that succeeded and the end. Silent before the
   * answer to that call has been emitted. Never errors, never completes while the transport is in use.
   */
  readonly frames$: Observable<Inbound>
  /**
   * Whether its frames were decoded and bounded where they crossed the wire: then they are not looked at once more. Only
   * for adapters that a compiler has watched.
   */
  readonly trusted?: boolean
  /**
   * Cold. Any number of `Progress`, then one answer, then complete. Unsubscribing abandons the request. What is none of
   * these counts as a failure, and so does an answer with more than 64 levels of objects in objects: see `checkAnswer`.
   */
  readonly call: (call: Call) => Observable<Progress | Answer>
  /**
   * What the server's clock shows now, in ms since the epoch; `undefined` as long as nothing has come that says so. By it
   * sessions begin and end. Left out where the local clock is the server's.
   */
  readonly serverNow?: () => number | undefined
  /**
   * Hot. One value when another page of the site has begun a session that this one could `restore`: the core does, unless
   * it has a session. Left out where pages know nothing of each other.
   */
  readonly found$?: Observable<unknown>
  /** Closes whatever is open, forgets nothing that is stored: the page goes away, the session stays. */
  readonly dispose: () => void
}
