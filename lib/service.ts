/** Wires a transport to the core: frames in, events out, commands answered. The only stateful module of the core. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, BehaviorSubject, concat, distinctUntilChanged, filter, map, Observable, of, Subject, switchMap, takeUntil, takeWhile } from 'rxjs'
import { eventNames } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import { commands } from './commands'
import type { Config } from './Config'
import { copyJson } from './data'
import { call } from './Effect'
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
import type { Done } from './perform'
import type { Progress } from './Transport'

/** The caller under which the service issues its own commands. */
export const SELF = 'WebChatService'

const disposed = E.left('WebChatService was disposed.')

/** For a configuration that has been decoded, and transports that keep to the types of the port: else `createService`. */
export const serve = (
  { transport, inputs = noInputs, scheduler = asyncScheduler, clientTypingTimeout = 2_000, agentTypingTimeout = 3_000 }: Omit<ServiceOptions, 'config'>,
  config: Config,
  inbound$ = transport.frames$
): Service => {
  let state = initial(config, transport.capabilities)
  const changed$ = new BehaviorSubject<void>(undefined)
  const open$ = new BehaviorSubject(true)
  const event$ = new Subject<ChatEvent>()
  const subjects = Object.fromEntries(eventNames.map((name) => [name, new Subject<unknown>()]))

  const whileOpen = <A>(source$: Observable<A>): Observable<A> => source$.pipe(takeUntil(open$.pipe(filter((open) => !open))))

  const latest = <A>(read: (state: State) => A): Observable<A> => whileOpen(changed$.pipe(map(() => read(state)), distinctUntilChanged())) // changes nest

  const select = <K extends keyof State>(key: K): Observable<State[K]> => latest((now) => now[key])

  const change = (next: State): void => {
    state = next
    changed$.next()
  }

  const queue = line()
  let busy = false
  let changing = false

  const inTurn = (act: () => void): void =>
    queue((done) => {
      busy = true
      of(undefined).subscribe(act) // RxJS reports what it throws
      busy = false
      done()
    })

  /** Does it now, and nobody is told of anything before it is done. What comes amid another's change waits its turn. */
  const undisturbed = (act: () => void): void => (busy && !changing ? act() : inTurn(act))

  /** `answer`: who hears of the first fact before everyone. */
  const tell = (facts: ReadonlyArray<Fact>, answer?: () => void): void =>
    inTurn(() =>
      facts.forEach((fact, i) => {
        const [next, ...told] = fact(state, scheduler.now())
        change(next) // state first: a subscriber may run a command
        if (i === 0) answer?.()
        told.forEach((it) => {
          subjects[it._tag]?.next(it.data)
          event$.next(it)
        })
      })
    )

  const execute = (effect: Effect, answer: (it: Progress | Done['answer']) => void): void => {
    concat(whileOpen(performed(effect, state.epoch)), of(done(disposed)))
      .pipe(takeWhile(isProgress, true))
      .subscribe((it) => {
        if (isProgress(it)) answer(it)
        else if (it.fact) tell([it.fact], () => answer(it.answer))
        else answer(it.answer)
      })
  }

  const command: Service['command'] = (name, options, caller = '') =>
    new Observable((subscriber) => {
      // Leaving does not take the command back: its answer has nowhere to go.
      const answer = (it: Progress | Done['answer']): void => {
        subscriber.next(it)
        if (it._tag !== 'Progress') subscriber.complete()
      }
      undisturbed(() => {
        const decision = open$.value ? commands[name](state, options, { caller, at: scheduler.now() }) : disposed
        if (E.isLeft(decision)) return answer(decision)
        const [next, effect, events = []] = decision.right
        tell([(now) => [now, ...events]])
        changing = true
        change(next)
        changing = false
        execute(effect, answer)
      })
    })

  const watch = (input: unknown): boolean => {
    const signals$ = inputs(input)
    if (signals$)
      whileOpen(signals$).subscribe((signal) => {
        if (signal.type === 'key') command('sendTyping', { message: signal.text }, SELF).subscribe()
        else tell([quiet])
      })
    return signals$ !== undefined
  }

  const performed = perform(transport, latest((now) => now), watch, config.ajaxTimeout, scheduler)

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

  whileOpen(select('typedAt').pipe(clientTyping(clientTypingTimeout, scheduler))).subscribe((name) => {
    if (name === 'clientTypingStarted') return tell([startsTyping])
    change({ ...state, typedAt: undefined })
    if (state.capabilities.typingStop && !state.lost && isActive(state)) execute(call({ type: 'sendTyping', typing: false, text: '' }), () => undefined)
    tell([stopsTyping])
  })

  return {
    events: Object.fromEntries(Object.entries(subjects).map(([name, subject]) => [name, whileOpen(subject)])) as Service['events'],
    event$: whileOpen(event$),
    command,
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
