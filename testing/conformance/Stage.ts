/** What a conformance run needs of a back end: its transport, and a way to have its server do things. */
import type { Transport } from '../../lib'

/** At once, or after a while. */
export type Later<A> = A | Promise<A>

/**
 * What the server can be made to do in the latest chat of the stage's customer. Whatever the back end has no such thing for is
 * left out: what needs it is not checked then. Each is over when its promise is; the transport may hear of it later.
 */
export interface Moves {
  /** An agent takes the chat. Only one of them at a time is asked for. */
  readonly agentJoins: (name: string) => Later<unknown>
  readonly agentSays: (text: string) => Later<unknown>
  readonly agentTypes: () => Later<unknown>
  readonly agentLeaves?: () => Later<unknown>
  /** A supervisor comes into the customer's sight. */
  readonly supervisorJoins?: (name: string) => Later<unknown>
  readonly supervisorLeaves?: () => Later<unknown>
  /** A bot joins and says something. */
  readonly botJoins?: (name: string) => Later<unknown>
  readonly botLeaves?: () => Later<unknown>
  /** The server ends the chat. */
  readonly ends?: () => Later<unknown>
  /** The server does not know the chat any more, and says so whenever it is asked. */
  readonly forgets?: () => Later<unknown>
  /** Nothing gets through to the server any more, in either direction. */
  readonly cut: () => Later<unknown>
  /** Everything gets through again. */
  readonly mend: () => Later<unknown>
  /** The chat server behind the one that answers is away, and the latter says so. Of back ends that are polled. */
  readonly goesAway?: () => Later<unknown>
  readonly comesBack?: () => Later<unknown>
}

/** A customer of one server, with nothing stored yet. */
export interface Stage {
  /** Opens a page of the customer. All their pages share what is stored, and nothing else. */
  readonly open: () => Transport
  /** The site's `webchat` configuration, as `createService` takes it. Pages of a history should hold at most 30 messages, so that it has several. */
  readonly config?: unknown
  readonly server: Moves
  /** The texts of the customer that the server has, in order. */
  readonly heard: () => Later<ReadonlyArray<string>>
  /** What is stored becomes too old to be taken up. Left out where nothing ever is. */
  readonly outstay?: () => Later<unknown>
  /** A file that the server takes. Left out where none can be sent; what `sendFile` takes otherwise. */
  readonly file?: () => unknown
  /** The names of files that were handed to the person so far. */
  readonly saved?: () => ReadonlyArray<string>
  /** Nothing of it is left open. */
  readonly close: () => Later<unknown>
}

/** A back end that is to be checked. */
export interface Subject {
  /** As the report calls it. */
  readonly name: string
  /** For each check a stage of its own. */
  readonly stage: () => Later<Stage>
  /** The longest that anything may take, in ms; 10,000 unless given. */
  readonly patience?: number
}
