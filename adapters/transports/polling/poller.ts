/**
 * Asks for news at intervals, for a conversation whose link is polled: a poll is what the link asks for as a sign of life.
 * One is in flight at a time. Who says something, begins, wakes or wants to know has the next one come sooner.
 */
import { concat, defer, exhaustMap, finalize, Observable, of, Subject, Subscription, take, takeUntil, timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, SignalName } from '../../../lib'
import { success } from '../../../lib'
import { refused } from '../../../lib/timeouts'
import { BUSY, LOST } from '../../../lib/Transport'
import type { LinkInput } from '../conversation/Conversation'
import type { Pace } from '../conversation/link'
import { counted, noOutage, signalOf } from './outage'
import { asleep, awake, dueAt, hastened, polled, started, stopped } from './rate'
import type { RateSettings } from './rate'

/** What is polled how often, and whom that is told. */
export interface PollerOptions {
  readonly settings: RateSettings
  /** How many polls in a row may be answered without being served before the chat server counts as away. */
  readonly limit: number
  /** Ms that one poll may take at the most: whoever makes the request gives up before. */
  readonly patience: number
  readonly scheduler: SchedulerLike
  /** Passes on what everybody is to hear. */
  readonly tell: (name: SignalName) => void
}

/** Polling, between a link and the commands that steer it. */
export interface Poller {
  /** Of a link that is polled. Its `silence` is the time until the next poll is due. */
  readonly pace: Pace
  /** Each of them is a reason for the link to look at once. */
  readonly due$: Observable<unknown>
  /** Lives as long as one connection: a poll for each time that one is asked for. `poll$`: cold, one poll, ends in time. */
  readonly polls: <A>(poll$: Observable<LinkInput<A>>) => Observable<LinkInput<A>>
  /** The link asks for a sign of life. */
  readonly probe: () => void
  /** One poll outside the order: answered when it is done. */
  readonly once: () => Observable<Answer>
  readonly start: () => void
  readonly stop: () => void
  /** Like `stop`; what is in flight is given up, too. */
  readonly pause: () => void
  /** Polls seldom, as long as nobody looks. */
  readonly sleep: () => void
  readonly wake: () => void
  /** Something was said: an answer may come soon. */
  readonly hasten: () => void
  /** A poll was answered. `isServed`: the chat server behind it was there. */
  readonly answered: (isServed: boolean) => void
  /** The count of polls that were not served begins anew. */
  readonly resetExceptions: () => void
  /** Nothing is due any more. */
  readonly dispose: () => void
}

/** Ms between two polls at the least, however long they take. */
const LEAST = 50
/** Ms by which the link is more patient than the request. */
const SPARE = 1_000
/** The longest first pause after a poll that failed, in ms. */
const PAUSE = 500

const alive: LinkInput<never> = { _tag: 'Heard' }
const busy = refused(BUSY, 'The previous poll has not finished.')
const unconnected = refused(LOST, 'The server cannot be reached just now.')

/** Polling that nobody has started yet. */
export const createPoller = ({ settings, limit, patience, scheduler, tell }: PollerOptions): Poller => {
  let rate = stopped(started(settings, scheduler.now()))
  let outage = noOutage
  let isInFlight = false
  let isConnected = false
  let alarm = new Subscription()
  /** `isWanted`: somebody asked for this poll, also while polling is stopped. */
  const ask$ = new Subject<{ readonly isWanted: boolean }>()
  const abandon$ = new Subject<void>()
  const done$ = new Subject<void>()
  const due$ = new Subject<void>()

  /** The next poll is due at another time than the link has been told. */
  const announce = (): void => {
    alarm.unsubscribe()
    if (!rate.isRunning) return
    alarm = timer(Math.max(0, dueAt(rate, settings) - scheduler.now()), scheduler).subscribe(() => due$.next())
  }

  const stop = (): void => {
    if (!rate.isRunning) return
    rate = stopped(rate)
    alarm.unsubscribe()
    tell('pollingStopped')
  }

  const polls = <A>(poll$: Observable<LinkInput<A>>): Observable<LinkInput<A>> => {
    const one$ = defer(() => {
      rate = polled(rate, settings, scheduler.now())
      isInFlight = true
      // Given up, it says nothing of the connection.
      return concat(poll$.pipe(takeUntil(abandon$)), of(alive)).pipe(
        finalize(() => {
          isInFlight = false
          done$.next()
        })
      )
    })
    return new Observable((subscriber) => {
      isConnected = true
      // While polling is stopped nobody watches: then silence says nothing.
      subscriber.add(ask$.pipe(exhaustMap(({ isWanted }) => (isWanted || rate.isRunning ? one$ : of(alive)))).subscribe(subscriber))
      subscriber.add(() => {
        isConnected = false
      })
    })
  }

  return {
    pace: {
      opening: patience + SPARE,
      get silence() {
        return Math.max(LEAST, dueAt(rate, settings) - scheduler.now())
      },
      probe: patience + SPARE,
      doubt: patience + SPARE,
      pause: PAUSE
    },
    due$,
    polls,
    probe: () => ask$.next({ isWanted: false }),
    once: () =>
      defer((): Observable<Answer> => {
        if (isInFlight) return busy
        if (!isConnected) return unconnected
        return new Observable((subscriber) => {
          subscriber.add(
            done$.pipe(take(1)).subscribe(() => {
              subscriber.next({ _tag: 'Right', right: { response: success() } })
              subscriber.complete()
            })
          )
          ask$.next({ isWanted: true })
        })
      }),
    start: () => {
      const isNews = !rate.isRunning
      rate = started(settings, scheduler.now())
      if (isNews) tell('pollingStarted')
      announce()
    },
    stop,
    pause: () => {
      stop()
      abandon$.next()
    },
    sleep: () => {
      if (rate.isAsleep) return
      rate = asleep(rate)
      tell('sleeping')
      announce()
    },
    wake: () => {
      if (!rate.isAsleep) return
      rate = awake(rate)
      tell('waking')
      announce()
    },
    hasten: () => {
      rate = hastened(rate, settings)
      announce()
    },
    answered: (isServed) => {
      const before = outage
      outage = counted(before, isServed, limit)
      const signal = signalOf(before, outage)
      if (signal !== undefined) tell(signal)
    },
    resetExceptions: () => {
      outage = noOutage
    },
    dispose: () => alarm.unsubscribe()
  }
}
