/** Wires a transport to the core: frames in, events out, commands answered. The only stateful module of the core. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, BehaviorSubject, distinctUntilChanged, map, Observable, ReplaySubject, Subject, switchMap, takeUntil } from 'rxjs'
import type { Observer } from 'rxjs'
import { eventNames } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import { decide } from './Command'
import { commands } from './commands'
import { decodeConfig } from './Config'
import { copyJson } from './data'
import { call } from './Effect'
import type { Effect } from './Effect'
import { noInputs } from './Inputs'
import type { InputSignal } from './Inputs'
import { interpret, startsTyping, stopsTyping } from './interpret'
import { clientTyping } from './operators/clientTyping'
import { inTurn } from './operators/inTurn'
import { outcome } from './outcome'
import { perform } from './perform'
import { pipeline } from './pipeline'
import type { Rejection } from './Rejection'
import { initial, isActive } from './State'
import type { Fact, State } from './State'
import type { Answered, CommandName, Service, ServiceOptions } from './PublicService'
import type { Progress } from './Transport'

/** What waits its turn: the facts of one frame or reply, and who hears of the first one before everyone. */
interface Turn {
  readonly facts: (state: State) => ReadonlyArray<Fact>
  readonly answer?: () => void
}

/** The caller under which the service issues its own commands. */
export const SELF = 'WebChatService'

const disposed = 'WebChatService was disposed.'

const typingStop = call({ type: 'sendTyping', typing: false, text: '' })

const ignore = (): void => undefined

const unchanged: Fact = (state) => [state]

export const createService = ({
  transport,
  config: given = {},
  inputs = noInputs,
  scheduler = asyncScheduler,
  clientTypingTimeout = 2_000,
  agentTypingTimeout = 3_000
}: ServiceOptions): Service => {
  const decoded = decodeConfig(given)
  if (E.isLeft(decoded)) throw new Error(`createService: ${decoded.left.join('; ')}`)
  const config = decoded.right

  const state$ = new BehaviorSubject<State>(initial(config, transport.capabilities))
  const turn$ = new Subject<Turn>()
  const signal$ = new Subject<InputSignal>()
  const dispose$ = new ReplaySubject<void>(1)
  const event$ = new Subject<ChatEvent>()
  const subjects = Object.fromEntries(eventNames.map((name) => [name, new Subject<unknown>()]))

  const select = <A>(read: (state: State) => A): Observable<A> => state$.pipe(map(() => read(state$.value)), distinctUntilChanged()) // the latest: changes nest

  const shown = <A>(read: (state: State) => A): Observable<A> => select(read).pipe(takeUntil(dispose$))

  const publish = (told: ChatEvent): void => {
    subjects[told._tag]?.next(told.data)
    event$.next(told)
  }

  let busy = false
  let changing = false

  const take = ({ facts, answer }: Turn): void => {
    busy = true
    try {
      facts(state$.value).forEach((fact, i) => {
        const [state, ...told] = fact(state$.value)
        state$.next(state) // state first: a subscriber may run a command
        if (i === 0) answer?.()
        told.forEach(publish)
      })
    } finally {
      busy = false
    }
  }

  /** Does it now, and nobody is told of anything before it is done. What comes amid another's change waits its turn. */
  const undisturbed = (act: () => void): void => {
    if (busy && !changing) return act()
    turn$.next({
      facts: () => {
        act()
        return []
      }
    })
  }

  const tell = (...facts: ReadonlyArray<Fact>): void => turn$.next({ facts: () => facts })

  const execute = (effect: Effect, settle: (answer: E.Either<Rejection, unknown>) => void, progress: (at: Progress) => void): void => {
    const { epoch } = state$.value
    let settled = false
    const pending = perform(ports)(effect)
      .pipe(takeUntil(dispose$))
      .subscribe((performed) => {
        if (performed._tag === 'Progress') return progress(performed)
        settled = true
        const { answer, reply } = performed
        if (effect._tag !== 'Call' || !reply) return settle(answer)
        const at = scheduler.now()
        turn$.next({
          facts: (state) => {
            const facts = outcome(state, transport.type, effect.call, epoch, reply, at)
            // The end is told after its answer; everything else is the ground on which its caller is answered.
            return facts.length === 0 || effect.call.type === 'end' ? [unchanged, ...facts] : facts
          },
          answer: () => settle(answer)
        })
      })
    pending.add(() => {
      if (!settled) settle(E.left(disposed))
    })
  }

  const issue = (name: CommandName, options: unknown, caller: string, answers: Observer<Answered>): void => {
    const settle = (answer: E.Either<Rejection, unknown>): void => {
      answers.next(answer)
      answers.complete()
    }
    undisturbed(() => {
      const decision = closed ? E.left(disposed) : decide(commands[name], state$.value, options, { caller, at: scheduler.now() })
      if (E.isLeft(decision)) return settle(decision)
      const [state, effect, events = []] = decision.right
      tell((latest) => [latest, ...events])
      changing = true
      state$.next(state)
      changing = false
      execute(effect, settle, (progress) => answers.next(progress))
    })
  }

  const ports = {
    transport,
    state$: select((state) => state),
    inputs,
    watch: (signals$: Observable<InputSignal>) => void signals$.pipe(takeUntil(dispose$)).subscribe((signal) => signal$.next(signal)),
    patience: config.ajaxTimeout,
    scheduler
  }

  let closed = false

  turn$.pipe(inTurn()).subscribe(take)

  // A pipeline per session: what one has seen, numbered or left unfinished is nothing to the next.
  select(({ epoch }) => epoch)
    .pipe(
      switchMap(() =>
        transport.frames$.pipe(
          pipeline({
            prefilters$: select(({ prefilters }) => prefilters),
            preprocessors$: select(({ preprocessors }) => preprocessors),
            active$: select(isActive),
            patience: config.ajaxTimeout,
            agentTypingTimeout,
            scheduler
          })
        )
      ),
      takeUntil(dispose$)
    )
    .subscribe((frame) => tell(...interpret(frame, scheduler.now())))

  select(({ typedAt }) => typedAt)
    .pipe(clientTyping(clientTypingTimeout, scheduler), takeUntil(dispose$))
    .subscribe((name) => {
      if (name === 'clientTypingStarted') return tell(startsTyping)
      state$.next({ ...state$.value, typedAt: undefined })
      const { capabilities, lostAt } = state$.value
      if (capabilities.typingStop && lostAt === undefined && isActive(state$.value)) execute(typingStop, ignore, ignore)
      tell(stopsTyping)
    })

  signal$.subscribe((signal) => {
    if (!isActive(state$.value)) return
    if (signal.type === 'key') issue('sendTyping', { message: signal.text }, SELF, new Subject())
    else tell((state) => [{ ...state, typedAt: undefined }])
  })

  return {
    events: Object.fromEntries(Object.entries(subjects).map(([name, subject]) => [name, subject.asObservable()])) as Service['events'],
    event$: event$.asObservable(),
    command: (name, options, caller = '') =>
      new Observable((subscriber) => {
        const answers = new Subject<Answered>() // of its own: leaving does not take the command back
        const subscription = answers.subscribe(subscriber)
        issue(name, options, caller, answers)
        return subscription
      }),
    sessionActive$: shown(isActive),
    userData$: shown(({ userData }) => userData).pipe(map(copyJson)),
    interactionData$: shown(({ interactionData }) => interactionData).pipe(map(copyJson)),
    capabilities$: shown(({ capabilities }) => capabilities),
    compatibility: config.compatibility,
    dispose: () => {
      if (closed) return
      closed = true
      dispose$.next()
      transport.dispose()
      Object.values(subjects).forEach((subject) => subject.complete())
      event$.complete()
    }
  }
}
