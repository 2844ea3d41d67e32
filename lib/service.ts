/** Wires a transport to the core: frames in, events out, commands answered. The only stateful module of the core. */
import { asyncScheduler, BehaviorSubject, Observable, Subject } from 'rxjs'
import type { Subscription } from 'rxjs'
import { catchError, concat, distinctUntilChanged, EMPTY, filter, map, mergeMap, of, switchMap, takeUntil, takeWhile } from 'rxjs'
import { eventNames } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import type { Decision } from './Command'
import { changeOf, factsIn } from './attempt'
import { isLeft, left } from './Either'
import { isCommandName, unknownCommand } from './CommandMap'
import { commands } from './commands'
import type { Config } from './Config'
import { withFilters } from './commands/parts/hiding'
import { copyJson } from './data'
import type { Delivery } from './Delivery'
import { diagnose, diagnoseStatus } from './Diagnostic'
import type { Diagnostic } from './Diagnostic'
import { disposing } from './Disposing'
import { call, nothing } from './Effect'
import type { Effect } from './Effect'
import { readFilters } from './filterStore'
import type { FilterStore } from './filterStore'
import type { Inbound } from './Frame'
import { check } from './FrameCodec'
import { handOut } from './handOut'
import { noInputs } from './Inputs'
import type { InputSignal } from './Inputs'
import { forgetsTyping, reads, startsTyping, stopsTyping } from './interpret'
import { keepFilters } from './keepFilters'
import { outboundLine } from './outboundLine'
import { admit } from './operators/admit'
import { clientTyping } from './operators/clientTyping'
import { turns } from './line'
import { done, perform } from './perform'
import { deliver } from './pipeline'
import type { Stages } from './pipeline'
import { initial, isActive, onServerTime } from './State'
import type { Fact, State } from './State'
import { newStatus, statusAfter } from './Status'
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
  { transport, inputs = noInputs, store, log, scheduler = asyncScheduler, clientTypingTimeout = 2_000, agentTypingTimeout = 3_000 }: Omit<ServiceOptions, 'config'>,
  config: Config
): Service => {
  /** In ms since the epoch: the server's time, or the local one as long as that is not known. */
  const now = (): number => transport.serverNow?.() ?? scheduler.now()

  const state$ = new BehaviorSubject<State>({ ...beginningWith(initial(config, transport.capabilities), store), status: newStatus(now()) })
  const open$ = new BehaviorSubject(true)
  const event$ = new Subject<ChatEvent>()
  const subjects = Object.fromEntries(eventNames.map((name) => [name, new Subject<unknown>()]))
  const diagnostic$ = new Subject<Diagnostic>()
  if (log) diagnostic$.subscribe(log)

  const whileOpen = <A>(source$: Observable<A>): Observable<A> => source$.pipe(takeUntil(open$.pipe(filter((open) => !open))))

  /** Each looks whether the field that it watches has changed. */
  const watchers: Array<(state: State) => void> = []

  const watched = new Map<keyof State, Observable<unknown>>()

  /** A field of the state, now and on every change of it: a change of another one does not pass through here. */
  const watch = <K extends keyof State>(key: K): Observable<State[K]> => {
    const known = watched.get(key)
    if (known) return known as Observable<State[K]> // made below, for this key
    const field$ = new BehaviorSubject(state$.value[key])
    let latest = field$.value
    watchers.push((state) => {
      if (state[key] === latest) return
      latest = state[key]
      field$.next(latest)
    })
    watched.set(key, whileOpen(field$))
    return whileOpen(field$)
  }

  const active$ = watch('phase').pipe(
    map((phase) => phase === 'active'),
    distinctUntilChanged()
  )
  const userData$ = watch('userData')
  const interactionData$ = watch('interactionData')
  const capabilities$ = watch('capabilities')

  /** With its status. */
  const become = (changed: State): void => {
    const before = state$.value
    if (changed === before) return
    const status = statusAfter(before, changed, now())
    const next = status === before.status ? changed : { ...changed, status }
    state$.next(next)
    for (const look of watchers) look(next)
    const diagnosed = status === before.status ? undefined : diagnoseStatus(before.status, status)
    if (diagnosed) diagnostic$.next(diagnosed)
  }

  const announce = (event: ChatEvent): void => {
    const subject = subjects[event._tag]
    if (subject?.observed) subject.next(event.data)
    if (event$.observed) event$.next(event)
  }

  /** The state changes here alone, and nobody is told of anything before it is done. What comes meanwhile waits its turn. */
  const queue = turns((act: () => void) => act())

  /** The latest state, on the server's clock as soon as it is known. */
  const latest = (): State => {
    const state = state$.value
    const server = state.isLocalTime ? transport.serverNow?.() : undefined
    return server === undefined ? state : onServerTime(state, { local: scheduler.now(), server })
  }

  /** What a fact changes, then the events that tell of it. `answer`: to the caller, who hears of it before everyone. */
  const happen = (fact: Fact, answer?: () => void): void => {
    const [next, ...events] = changeOf(fact, latest(), now())
    become(next) // before anyone is told
    answer?.()
    events.forEach(announce)
  }

  const tell = (facts: ReadonlyArray<Fact>): void => queue(() => facts.forEach((fact) => happen(fact)))

  const hear = (frame: Delivery): void =>
    queue(() => {
      if (frame._tag === 'Failed') diagnostic$.next(diagnose({ code: frame.code, errors: frame.response.errors, at: now() }))
      factsIn(frame, state$.value).forEach((fact) => happen(fact))
    })

  const execute = (effect: Effect, answer: (it: Progress | Done['answer']) => void): Subscription => {
    const begun = scheduler.now()
    return concat(whileOpen(performed(effect, state$.value.epoch)), of(done(disposed)))
      .pipe(takeWhile(isProgress, true))
      .subscribe((it) => {
        if (isProgress(it)) return answer(it)
        if (effect._tag === 'Call') diagnostic$.next({ _tag: 'RoundTrip', at: now(), call: effect.call.type, ms: scheduler.now() - begun, isDone: !isLeft(it.answer) })
        queue(() => happen(it.fact, () => answer(it.answer)))
      })
  }

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

  // Each name is answered as its own module says: by the table of the commands both are typed.
  const request = issue as Service['request']
  const command = ((name, options) => issue(name, options).pipe(filter((it) => !isProgress(it)))) as Service['command']

  const performed = perform({ transport, state$: whileOpen(state$), patience: config.ajaxTimeout, scheduler })

  const stages: Stages = {
    prefilters$: watch('prefilters'),
    preprocessors$: watch('preprocessors'),
    active$,
    patience: config.ajaxTimeout,
    agentTypingTimeout,
    scheduler,
    dropped: (count) => diagnostic$.next({ _tag: 'Duplicates', at: now(), count })
  }

  const inbound$ = transport.trusted === true ? transport.frames$ : transport.frames$.pipe(map(check))

  /** What comes, also when the transport breaks its promise and its stream fails: the next session listens anew. */
  const heard$ = inbound$.pipe(catchError(() => of(brokenTransport)))

  if (store) keepFilters({ store, prefilters$: watch('prefilters'), active$: whileOpen(active$) })

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

  const handed = handOut()

  return disposing({
    events: Object.fromEntries(eventNames.map((name) => [name, handed.dataOf(name, whileOpen(subjects[name] ?? EMPTY))])) as Service['events'],
    event$: handed.all(whileOpen(event$)),
    watch,
    markAsRead: () => tell([reads]),
    diagnostics$: whileOpen(diagnostic$),
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
  })
}
