/** The service as its users see it: streams of events, and commands that are answered. */
import type { Observable, SchedulerLike } from 'rxjs'
import type { Capabilities } from './Capabilities'
import type { ChatEvent, EventName, Events } from './ChatEvent'
import type { Answered, AnsweredTo, CommandName, Given } from './CommandMap'
import type { Compatibility } from './Config'
import type { Data } from './data'
import type { FilterStore } from './filterStore'
import type { Inputs } from './Inputs'
import type { Outbound } from './Outbound'
import type { Progress, Transport } from './Transport'

/** What a page works with: events to subscribe to, and commands to give. */
export interface Service {
  /** One hot stream per event, each of its data. They complete when the service is disposed. */
  readonly events: { readonly [N in EventName]: Observable<Events[N]> }
  /** All events, in the order in which they are told. */
  readonly event$: Observable<ChatEvent>
  /**
   * Each subscription issues the command once and gets exactly one answer: a `Right` with its result, or a `Left` with
   * what kept it from that, to switch over by `_tag`. Never errors. Unsubscribing does not take the command back, but for
   * a message or a file that is still `queued` in `outbound$`.
   *
   * @example
   * service.command('sendMessage', { message: 'Hello' }).subscribe((answer) => {
   *   if (answer._tag === 'Left') console.log(answer.left.text)
   * })
   */
  readonly command: <N extends CommandName>(name: N, ...given: Given<N>) => Observable<Answered<N>>
  /**
   * The same for whoever hands on what others ask for: takes any name and any options, and tells of a call's progress
   * before the answer.
   */
  readonly request: <const Name>(name: Name, options?: unknown) => Observable<Progress | AnsweredTo<Name>>
  /**
   * What the customer has said and whose fate is not known yet, in the order in which it was said, now and on every change:
   * for bubbles with a clock, a tick, or a sign that something went wrong. An entry whose fate is known is told once more
   * with it, and then leaves the list: what was confirmed comes by `messageReceived`, what failed is kept by whoever
   * offers to send it again. Entries hold what was typed: do not log them. Completes when the service is disposed.
   *
   * @example
   * service.outbound$.subscribe((entries) => entries.forEach(({ id, text, state }) => showBubble(id, text, state)))
   */
  readonly outbound$: Observable<ReadonlyArray<Outbound>>
  /**
   * Takes an entry of `outbound$` back, as long as it is `queued`: then it is never sent, and its command is answered with
   * an `ErrorResponse` of the code `cancelled`. Nothing happens when it has left, or when there is none of that id.
   */
  readonly cancel: (id: string) => void
  /** Whether a session is there, now and on every change. */
  readonly sessionActive$: Observable<boolean>
  /** What the next chat sends along, now and on every change. Copies. */
  readonly userData$: Observable<Data>
  /** How the next chat is routed, now and on every change. Copies. */
  readonly interactionData$: Observable<Data>
  /** What the back end can do, now and on every change. */
  readonly capabilities$: Observable<Capabilities>
  /** As it was configured: which sentences a bus tells. */
  readonly compatibility: Compatibility
  /** Closes the connection and answers every open command. What is stored stays: a later page can restore it. */
  readonly dispose: () => void
}

/** What `createService` takes: `null` is as good as absent, but for the transport. */
export interface ServiceOptions {
  /** The back end: what its `open` gave, or one of your own. */
  readonly transport: Transport
  /** The site's `webchat` configuration, see `CoreConfig`. `createService` throws an `Error` that names the field when it cannot be used. */
  readonly config?: unknown
  /** How text fields of a page are watched: for `registerTypingPreviewInput`. */
  readonly inputs?: Inputs
  /**
   * Where prefilters are kept until the chat ends, so that what was hidden stays hidden on the next page: for example the
   * `store` of the back end's environment. Without it they last as long as the service.
   */
  readonly store?: FilterStore
  /** What time it is, and when to wake up; the platform's own unless given. */
  readonly scheduler?: SchedulerLike
  /** Ms without a key after which the client counts as not typing; 2,000 unless given. */
  readonly clientTypingTimeout?: number
  /** Ms without news after which an agent counts as not typing; 3,000 unless given. */
  readonly agentTypingTimeout?: number
}
