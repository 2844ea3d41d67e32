/** Wires a transport to the core: frames in, events out, commands answered. The only stateful module of the core. */
import { asyncScheduler, BehaviorSubject, Observable, Subject } from 'rxjs'
import type { Subscription } from 'rxjs'
import { catchError, concat, distinctUntilChanged, EMPTY, filter, map, mergeMap, of, skip, switchMap, takeUntil, takeWhile } from 'rxjs'
import { eventNames, fault } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import type { Decision } from './Command'
import { isLeft, left } from './Either'
import { isCommandName, unknownCommand } from './CommandMap'
import { commands } from './commands'
import type { Config } from './Config'
import { withFilters } from './commands/parts/hiding'
import { copyJson } from './data'
import type { Delivery } from './Delivery'
import { call, nothing } from './Effect'
import type { Effect } from './Effect'
import { clearFilters, readFilters, writeFilters } from './filterStore'
import type { FilterStore } from './filterStore'
import type { Inbound } from './Frame'
import { check } from './FrameCodec'
import { noInputs } from './Inputs'
import type { InputSignal } from './Inputs'
import { interpret, forgetsTyping, startsTyping, stopsTyping } from './interpret'
import { outboundLine } from './outboundLine'
import { admit } from './operators/admit'
import { clientTyping } from './operators/clientTyping'
import { unhandled } from './operators/stage'
import { turns } from './line'
import { done, perform } from './perform'
import { deliver } from './pipeline'
import type { Stages } from './pipeline'
import { failure } from './Response'
import { BUILT_IN, initial, isActive, onServerTime } from './State'
import type { Change, Fact, Prefilter, State } from './State'
import type { Service, ServiceOptions } from './PublicService'
import { isSaying } from './saying'
import { refusals } from './refusals'
import type { Done } from './perform'
import { isProgress } from './Transport'
import type { Progress } from './Transport'

/** What the service is called: the name of its plugin on a bus. */
export const SELF = 'WebChatService'

/** Tells the back end that the customer no longer types. Nobody waits for the answer. */
const stopOfTyping = call({ type: 'sendTyping', typing: false, text: '' }, nothing)

const disposed = left(refusals.disposed)

const brokenTransport: Inbound = left({ errors: ['frames$: expected a stream that does not fail, found one that failed'] })

/** The state with the prefilters of an earlier page: they are there before anything that has to be hidden can come. */
const beginningWith = (state: State, store: FilterStore | undefined): State =>
  store === undefined ? state : { ...state, prefilters: withFilters(state.prefilters, readFilters(store)) }

/**
 * The service, for options and a configuration that somebody has checked: `createService` does. What the transport says is
 * checked here, frame by frame, unless it is `trusted`.
 */
export const serve = (
  { transport, inputs = noInputs, store, scheduler = asyncScheduler, clientTypingTimeout = 2_000, agentTypingTimeout = 3_000 }: Omit<ServiceOptions, 'config'>,
  config: Config
): Service => {
  const state$ = new BehaviorSubject(beginningWith(initial(config, transport.capabilities), store))
  const open$ = new BehaviorSubject(true)
  const event$ = new Subject<ChatEvent>()
  const subjects = Object.fromEntries(eventNames.map((name) => [name, new Subject<unknown>()]))

  const whileOpen = <A>(source$: Observable<A>): Observable<A> => source$.pipe(takeUntil(open$.pipe(filter((open) => !open))))

  /** Each looks whether the field that it watches has changed. */
  const watchers: Array<(state: State) => void> = []

  /** A field of the state, now and on every change of it: a change of another one does not pass through here. */
  const watch = <K extends keyof State>(key: K): Observable<State[K]> => {
    const field$ = new BehaviorSubject(state$.value[key])
    let latest = field$.value
    watchers.push((state) => {
      if (state[key] === latest) return
      latest = state[key]
      field$.next(latest)
    })
    return whileOpen(field$)
  }

  const active$ = watch('phase').pipe(
    map((phase) => phase === 'active'),
    distinctUntilChanged()
  )
  const userData$ = watch('userData')
  const interactionData$ = watch('interactionData')
  const capabilities$ = watch('capabilities')

  const become = (next: State): void => {
    if (next === state$.value) return
    state$.next(next)
    for (const look of watchers) look(next)
  }

  const announce = (event: ChatEvent): void => {
    const subject = subjects[event._tag]
    if (subject?.observed) subject.next(event.data)
    if (event$.observed) event$.next(event)
  }

  /** The state changes here alone, and nobody is told of anything before it is done. What comes meanwhile waits its turn. */
  const queue = turns((act: () => void) => act())

  /** In ms since the epoch: the server's time, or the local one as long as that is not known. */
  const now = (): number => transport.serverNow?.() ?? scheduler.now()

  /** The latest state, on the server's clock as soon as it is known. */
  const latest = (): State => {
    const state = state$.value
    const server = state.isLocalTime ? transport.serverNow?.() : undefined
    return server === undefined ? state : onServerTime(state, { local: scheduler.now(), server })
  }

  /** One that throws changes nothing; everyone hears that there was something. */
  const changeOf = (fact: Fact): Change => {
    try {
      return fact(latest(), now())
    } catch {
      return [state$.value, fault('FactFailed', failure('fact', 'Something that happened could not be told. It was skipped.'))]
    }
  }

  /** What a fact changes, then the events that tell of it. `answer`: to the caller, who hears of it before everyone. */
  const happen = (fact: Fact, answer?: () => void): void => {
    const [next, ...events] = changeOf(fact)
    become(next) // before anyone is told
    answer?.()
    events.forEach(announce)
  }

  const tell = (facts: ReadonlyArray<Fact>): void => queue(() => facts.forEach((fact) => happen(fact)))

  /** A frame of which no sense can be made costs nothing but itself. */
  const factsIn = (frame: Delivery): ReadonlyArray<Fact> => {
    try {
      return interpret(frame, state$.value)
    } catch {
      return interpret(unhandled('interpret', frame), state$.value)
    }
  }

  const hear = (frame: Delivery): void => queue(() => factsIn(frame).forEach((fact) => happen(fact)))

  const execute = (effect: Effect, answer: (it: Progress | Done['answer']) => void): Subscription =>
    concat(whileOpen(performed(effect, state$.value.epoch)), of(done(disposed)))
      .pipe(takeWhile(isProgress, true))
      .subscribe((it) => {
        if (isProgress(it)) answer(it)
        else queue(() => happen(it.fact, () => answer(it.answer)))
      })

  const line = outboundLine({ queue, happen, state: () => state$.value, execute })

  const decide = (name: unknown, options: unknown): Decision => {
    if (!open$.value) return disposed
    if (!isCommandName(name)) return left(unknownCommand(name))
    return commands[name](latest(), options, { at: now(), inputs })
  }

  const issue = (name: unknown, options: unknown): Observable<Progress | Done['answer']> =>
    new Observable((subscriber) => {
      // Leaving does not take the command back, unless it is a message that has not been sent: its answer has nowhere to go.
      let leave = (): void => undefined
      const answer = (it: Progress | Done['answer']): void => {
        subscriber.next(it)
        if (!isProgress(it)) subscriber.complete()
      }
      queue(() => {
        const decision = decide(name, options)
        if (isLeft(decision)) return answer(decision)
        const { state, effect, events = [] } = decision.right
        become(state) // before anyone is told
        tell([(now) => [now, ...events]])
        if (effect._tag === 'Call' && isSaying(effect.call)) leave = line.say(effect, answer)
        else execute(effect, answer)
      })
      return () => leave()
    })

  // The table of the commands, by which both are typed, is what answers: each name as its own module says.
  const request = issue as Service['request']
  const command = ((name, options) => issue(name, options).pipe(filter((it) => !isProgress(it)))) as Service['command']

  const performed = perform({ transport, state$: whileOpen(state$), patience: config.ajaxTimeout, scheduler })

  const stages: Stages = {
    prefilters$: watch('prefilters'),
    preprocessors$: watch('preprocessors'),
    active$,
    patience: config.ajaxTimeout,
    agentTypingTimeout,
    scheduler
  }

  const inbound$ = transport.trusted === true ? transport.frames$ : transport.frames$.pipe(map(check))

  /** What comes, also when the transport breaks its promise and its stream fails: the next session listens anew. */
  const heard$ = inbound$.pipe(catchError(() => of(brokenTransport)))

  if (store) {
    // With those that another tab of the site has added meanwhile.
    const keep = (filters: ReadonlyArray<Prefilter>): void => {
      const custom = withFilters(readFilters(store), filters.filter((filter) => filter !== BUILT_IN))
      if (custom.length > 0) writeFilters(store, custom)
    }
    watch('prefilters').pipe(skip(1)).subscribe(keep)
    whileOpen(active$.pipe(skip(1))).subscribe((active) => (active ? keep(state$.value.prefilters) : clearFilters(store)))
  }

  // A pipeline per session: what one has seen, numbered or left unfinished is nothing to the next.
  whileOpen(watch('epoch').pipe(switchMap(() => heard$.pipe(admit(), deliver(stages))))).subscribe(hear)

  // A text field that fails is watched no longer; the others are.
  const signalsOf = (typing$: State['typing$']): Observable<InputSignal> =>
    typing$ === undefined ? EMPTY : typing$.pipe(catchError(() => EMPTY))

  whileOpen(watch('typing$').pipe(mergeMap(signalsOf))).subscribe((signal) => {
    if (signal.type === 'key') command('sendTyping', { message: signal.text }).subscribe()
    else tell([forgetsTyping])
  })

  whileOpen(watch('typedAt').pipe(clientTyping(clientTypingTimeout, scheduler))).subscribe((name) => {
    if (name === 'clientTypingStarted') return tell([startsTyping])
    const state = state$.value
    if (state.capabilities.typingStop && !state.lost && isActive(state)) execute(stopOfTyping, () => undefined)
    tell([forgetsTyping, stopsTyping])
  })

  // What another page has begun, a page that is loaded now would find as well. Where nothing is to be restored, nobody hears of it.
  whileOpen(transport.found$ ?? EMPTY).subscribe(() => command('restore').subscribe())

  return {
    events: Object.fromEntries(Object.entries(subjects).map(([name, subject]) => [name, whileOpen(subject)])) as Service['events'],
    event$: whileOpen(event$),
    command,
    request,
    outbound$: watch('outbound'),
    cancel: line.cancel,
    sessionActive$: active$,
    userData$: userData$.pipe(map(copyJson)),
    interactionData$: interactionData$.pipe(map(copyJson)),
    capabilities$,
    compatibility: config.compatibility,
    dispose: () => {
      open$.next(false)
      transport.dispose()
    }
  }
}
