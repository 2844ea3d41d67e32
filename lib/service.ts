/** Wires a transport to the core: frames in, events out, commands answered. The only stateful module of the core. */
import { asyncScheduler, BehaviorSubject, concat, distinctUntilChanged, EMPTY, filter, map, mergeMap, Observable, of, Subject, switchMap, takeUntil, takeWhile } from 'rxjs'
import { eventNames } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import { isLeft, left } from './Command'
import type { Decision } from './Command'
import { isCommandName, unknownCommand } from './CommandMap'
import { commands } from './commands'
import type { Config } from './Config'
import { copyJson } from './data'
import { call, nothing } from './Effect'
import type { Effect } from './Effect'
import { noInputs } from './Inputs'
import { interpret, quiet, startsTyping, stopsTyping } from './interpret'
import { admit } from './operators/admit'
import { clientTyping } from './operators/clientTyping'
import { line } from './line'
import { done, isProgress, perform } from './perform'
import { deliver } from './pipeline'
import { initial, isActive } from './State'
import type { Fact, State } from './State'
import type { Service, ServiceOptions } from './PublicService'
import { refusals } from './refusals'
import type { Done } from './perform'
import type { Progress } from './Transport'

/** What the service is called: the name of its plugin on a bus. */
export const SELF = 'WebChatService'

const disposed = left(refusals.disposed)

/** For a configuration that has been decoded, and transports that keep to the types of the port: else `createService`. */
export const serve = (
  { transport, inputs = noInputs, scheduler = asyncScheduler, clientTypingTimeout = 2_000, agentTypingTimeout = 3_000 }: Omit<ServiceOptions, 'config'>,
  config: Config,
  inbound$ = transport.frames$
): Service => {
  const state$ = new BehaviorSubject(initial(config, transport.capabilities))
  const open$ = new BehaviorSubject(true)
  const event$ = new Subject<ChatEvent>()
  const subjects = Object.fromEntries(eventNames.map((name) => [name, new Subject<unknown>()]))

  const whileOpen = <A>(source$: Observable<A>): Observable<A> => source$.pipe(takeUntil(open$.pipe(filter((open) => !open))))

  const latest = <A>(read: (state: State) => A): Observable<A> => whileOpen(state$.pipe(map(read), distinctUntilChanged()))

  const select = <K extends keyof State>(key: K): Observable<State[K]> => latest((state) => state[key])

  const queue = line()

  /** The state changes here alone, and nobody is told of anything before it is done. What comes meanwhile waits its turn. */
  const inTurn = (act: () => void): void =>
    queue((done) => {
      of(undefined).subscribe(act) // RxJS reports what it throws
      done()
    })

  /** `answer`: who hears of it before everyone. */
  const tell = (facts: ReadonlyArray<Fact>, answer?: () => void): void =>
    inTurn(() =>
      facts.forEach((fact) => {
        const [next, ...told] = fact(state$.value, scheduler.now())
        state$.next(next) // before anyone is told
        answer?.()
        told.forEach((it) => {
          subjects[it._tag]?.next(it.data)
          event$.next(it)
        })
      })
    )

  const execute = (effect: Effect, answer: (it: Progress | Done['answer']) => void): void => {
    concat(whileOpen(performed(effect, state$.value.epoch)), of(done(disposed)))
      .pipe(takeWhile(isProgress, true))
      .subscribe((it) => {
        if (isProgress(it)) answer(it)
        else tell([it.fact], () => answer(it.answer))
      })
  }

  const decide = (name: unknown, options: unknown): Decision => {
    if (!open$.value) return disposed
    if (!isCommandName(name)) return left(unknownCommand(name))
    return commands[name](state$.value, options, { at: scheduler.now(), inputs })
  }

  const issue = (name: unknown, options: unknown): Observable<Progress | Done['answer']> =>
    new Observable((subscriber) => {
      // Leaving does not take the command back: its answer has nowhere to go.
      const answer = (it: Progress | Done['answer']): void => {
        subscriber.next(it)
        if (!isProgress(it)) subscriber.complete()
      }
      inTurn(() => {
        const decision = decide(name, options)
        if (isLeft(decision)) return answer(decision)
        const { state, effect, events = [] } = decision.right
        tell([(now) => [now, ...events]])
        state$.next(state)
        execute(effect, answer)
      })
    })

  // The table of the commands, by which both are typed, is what answers: each name as its own module says.
  const request = issue as Service['request']
  const command = ((name, options) => issue(name, options).pipe(filter((it) => !isProgress(it)))) as Service['command']

  const performed = perform({ transport, state$: whileOpen(state$), patience: config.ajaxTimeout, scheduler })

  // A pipeline per session: what one has seen, numbered or left unfinished is nothing to the next.
  whileOpen(
    select('epoch').pipe(
      switchMap(() =>
        inbound$.pipe(
          admit(),
          deliver(select('prefilters'), select('preprocessors'), latest(isActive), config.ajaxTimeout, agentTypingTimeout, scheduler)
        )
      )
    )
  ).subscribe((frame) => tell(interpret(frame)))

  whileOpen(select('typing$').pipe(mergeMap((typing$ = EMPTY) => typing$))).subscribe((signal) => {
    if (signal.type === 'key') command('sendTyping', { message: signal.text }).subscribe()
    else tell([quiet])
  })

  whileOpen(select('typedAt').pipe(clientTyping(clientTypingTimeout, scheduler))).subscribe((name) => {
    if (name === 'clientTypingStarted') return tell([startsTyping])
    const state = state$.value
    if (state.capabilities.typingStop && !state.lost && isActive(state)) execute(call({ type: 'sendTyping', typing: false, text: '' }, nothing), () => undefined)
    tell([quiet, stopsTyping])
  })

  return {
    events: Object.fromEntries(Object.entries(subjects).map(([name, subject]) => [name, whileOpen(subject)])) as Service['events'],
    event$: whileOpen(event$),
    command,
    request,
    sessionActive$: latest(isActive),
    userData$: select('userData').pipe(map(copyJson)),
    interactionData$: select('interactionData').pipe(map(copyJson)),
    capabilities$: select('capabilities'),
    compatibility: config.compatibility,
    dispose: () => {
      open$.next(false)
      transport.dispose()
    }
  }
}
