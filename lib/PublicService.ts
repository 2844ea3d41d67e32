/** The service as its users see it: streams of events, and commands that are answered. */
import type { Observable, SchedulerLike } from 'rxjs'
import type { Capabilities } from './Capabilities'
import type { ChatEvent, EventName, Events } from './ChatEvent'
import type { commands } from './commands'
import type { Compatibility } from './Config'
import type { Data } from './data'
import type { Either } from './Either'
import type { Inputs } from './Inputs'
import type { Response } from './Response'
import type { Progress, Transport } from './Transport'

export type CommandName = keyof typeof commands

/** One answer, after any number of `Progress`. `Left`: a sentence, or the response that came instead. */
export type Answered = Progress | Either<string | Response, unknown>

export interface Service {
  /** One hot stream per event, each of its data. They complete when the service is disposed. */
  readonly events: { readonly [N in EventName]: Observable<Events[N]> }
  /** All events, in the order in which they are told. */
  readonly event$: Observable<ChatEvent>
  /** Each subscription issues the command once. Unsubscribing does not take it back. Never errors. */
  readonly command: (name: CommandName, options?: unknown, caller?: string) => Observable<Answered>
  /** Whether a session is there, now and on every change. */
  readonly sessionActive$: Observable<boolean>
  /** What the next chat sends along and how it is routed, and what the back end can do: now and on every change. */
  readonly userData$: Observable<Data>
  readonly interactionData$: Observable<Data>
  readonly capabilities$: Observable<Capabilities>
  readonly compatibility: Compatibility
  /** Closes the connection and answers every open command. What is stored stays: a later page can restore it. */
  readonly dispose: () => void
}

export interface ServiceOptions {
  readonly transport: Transport
  /** The site's `webchat` configuration. Throws an `Error` that names the field when it cannot be used. */
  readonly config?: unknown
  readonly inputs?: Inputs
  readonly scheduler?: SchedulerLike
  /** Ms without a key after which the client counts as not typing. */
  readonly clientTypingTimeout?: number
  /** Ms without news after which an agent counts as not typing. */
  readonly agentTypingTimeout?: number
}
