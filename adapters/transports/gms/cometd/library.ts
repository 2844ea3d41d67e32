/** The client library of CometD: loaded when a chat needs it, from a chunk of its own. */
import { catchError, defer, from, map, throwError } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Advice, CometD, Message } from 'cometd'

/** Messages on their way, and who wants to know what became of them. */
export interface Envelope {
  readonly url: string
  readonly messages: ReadonlyArray<Message>
  /** What came back, or what came by itself. */
  readonly onSuccess: (messages: ReadonlyArray<Message>) => void
  readonly onFailure: (conduit: undefined, messages: ReadonlyArray<Message>, failure: object) => void
}

/** What its transports have in common. */
export interface TransportBase {
  readonly type: string
  /** What the server said last of how it is to be asked. */
  readonly advice: Advice
  url: string
  /** Begins anew. */
  reset(init: boolean): void
}

/** What we use of it. */
export interface Library {
  readonly CometD: typeof CometD
  readonly Transport: new () => TransportBase
}

/** What is said when it cannot be loaded: `Error`s of loaders hold addresses. */
export const MISSING = 'The CometD client could not be loaded: the file webchat-service.cometd.min.js has to stand beside the script bundle.'

/** One value, or an `Error` that says what is missing. Asked again, it is loaded again. */
export const library$: Observable<Library> = defer(() => from(import(/* webpackChunkName: "webchat-service.cometd" */ 'cometd'))).pipe(
  // Its types leave out the base of its transports, which it exports for the purpose.
  map((loaded) => loaded as unknown as Library),
  catchError(() => throwError(() => new Error(MISSING)))
)
