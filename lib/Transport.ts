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

/** One outbound request. A transport answers the types that its capabilities name, and always the first four. */
export type Call =
  /** `options`: what else the caller gave (deployment keys, headers, …), for this chat only. */
  | { readonly type: 'start'; readonly form: Form; readonly userData: Data; readonly interactionData: Data; readonly options: Data }
  | { readonly type: 'end' }
  /** `options`: what else the caller gave beside the text (message type, content, parent message, …). */
  | { readonly type: 'sendMessage'; readonly text: string; readonly options: Data }
  /** Answered by `NoSession` when nothing is stored. `sessionData` is what a page kept itself. */
  | { readonly type: 'restore'; readonly sessionData?: string }
  | { readonly type: 'sendTyping'; readonly typing: boolean; readonly text: string }
  | { readonly type: 'sendCustomNotice'; readonly text: string; readonly options: Data }
  | { readonly type: 'updateUserData'; readonly userData: Data }
  | { readonly type: 'fetchHistory' }
  | { readonly type: 'sendFile'; readonly files: unknown }
  | { readonly type: 'getFileLimits' }
  | { readonly type: 'downloadFile'; readonly fileId: string; readonly fileName?: string }
  | { readonly type: 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions' | 'sleep' | 'wake' }

/** `errorReason`s that the core gives a meaning. Restore: nothing is stored; what is stored is too old. */
export const NO_SESSION = 'NoSession'
export const RESTORE_TIMEOUT = 'RestoreTimeout'
/** FetchHistory: everything has been fetched. */
export const NO_MORE = 'NoMore'
/** Poll: the previous one is still running. */
export const BUSY = 'Busy'

/** How far a call is. Each one restarts the caller's timeout. `loaded` of `total` in bytes, when known. */
export interface Progress {
  readonly _tag: 'Progress'
  readonly loaded?: number
  readonly total?: number
}

/** What a `start` or `restore` call answers with: the response, and what identifies the session from now on. */
export interface Reply {
  readonly response: Response
  readonly session?: SessionData
}

export type Answer = Either<Response, Reply>

export interface Transport {
  /** As `transport.type` names it; the prefix of its error codes. */
  readonly type: string
  readonly capabilities: Capabilities
  /**
   * Hot. What the back end says, in order, between a `start` or `restore` that succeeded and the end. Silent before the
   * answer to that call has been emitted. Never errors, never completes while the transport is in use.
   */
  readonly frames$: Observable<Inbound>
  /** Cold. Any number of `Progress`, then one answer, then complete. Unsubscribing abandons the request. */
  readonly call: (call: Call) => Observable<Progress | Answer>
  /** Closes whatever is open, forgets nothing that is stored: the page goes away, the session stays. */
  readonly dispose: () => void
}
