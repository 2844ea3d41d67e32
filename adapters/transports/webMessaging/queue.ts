/**
 * The way out of everything that the customer says: one after the other, each when the one before it is answered, never
 * faster than the service takes them. What is refused for its rate is sent again after the time asked for. What was on
 * its way when the connection went is looked for in the history, and sent again only when it is not there.
 */
import * as E from 'fp-ts/Either'
import { asyncScheduler, concatMap, defer, EMPTY, filter, finalize, Observable, of, Subject, switchMap, take, takeUntil, tap, timer } from 'rxjs'
import type { BehaviorSubject, SchedulerLike } from 'rxjs'
import type { Answer, Progress, Response } from '../../../lib'
import { success } from '../../../lib'
import { isSignIn } from './errors'
import { keyOf } from './fromWire'
import { LOST, retryAfter } from './pending'
import type { Replied } from './pending'
import { withSigns } from './progress'
import { rate } from './rate'
import type { Spoken } from './receiver'

/** One thing to say. `send` may be subscribed again; `arrived`: what the history has of it. */
export interface Outgoing {
  readonly send: () => Observable<Replied>
  readonly arrived: () => Spoken | undefined
}

export interface Queue {
  /** Cold. `Progress` while it waits its turn, then one answer. Unsubscribing takes it out of the queue. */
  readonly put: (outgoing: Outgoing) => Observable<Progress | Answer>
  readonly idle: () => boolean
  /** Answers whoever waits with this. */
  readonly close: (response: Response) => void
}

/** 5 per second and session, by the published limits; a little slower, since they arrive less evenly than they leave. */
const MOST = 5
const SPAN = 1_100
/** How often one message is sent again for a sign-in that was renewed. */
const SIGN_INS = 1

/** What it became, under the id that `messageReceived` has for it. */
const said = ({ original, body }: Spoken): Answer => E.right({ response: success({ ...Object(original), id: keyOf(body) }) })

/** `ready$`: connected, and the gap of a reconnection filled. */
export const createQueue = (ready$: BehaviorSubject<boolean>, scheduler: SchedulerLike = asyncScheduler): Queue => {
  const job$ = new Subject<Observable<unknown>>()
  const closed$ = new Subject<Answer>()
  const turn = rate(MOST, SPAN, scheduler)
  let waiting = 0

  const ready = <A>(then: () => Observable<A>): Observable<A> => ready$.pipe(filter(Boolean), take(1), switchMap(then))

  const deliver = ({ send, arrived }: Outgoing): Observable<Answer> => {
    const attempt = (tries: number): Observable<Answer> =>
      ready(() => turn).pipe(
        switchMap(send),
        switchMap((reply) => {
          const wait = retryAfter(reply)
          if (wait !== undefined) return timer(wait, scheduler).pipe(switchMap(() => attempt(tries)))
          if (E.isRight(reply)) return of(reply.right._tag === 'StructuredMessage' ? said(reply.right) : E.right({ response: success() }))
          if (reply.left.errorReason === LOST) {
            return ready(() => {
              const found = arrived()
              return found ? of(said(found)) : attempt(tries)
            })
          }
          // Not ready although connected: the sign-in that it met is being renewed.
          return tries > 0 && isSignIn(reply.left) && !ready$.value ? attempt(tries - 1) : of(reply)
        })
      )
    return defer(() => attempt(SIGN_INS))
  }

  const working = job$.pipe(concatMap((job) => job)).subscribe()

  return {
    put: (outgoing) =>
      withSigns(
        new Observable<Answer>((subscriber) => {
          const left$ = new Subject<void>()
          waiting += 1
          subscriber.add(closed$.subscribe(subscriber))
          job$.next(
            defer(() => (subscriber.closed ? EMPTY : deliver(outgoing))).pipe(
              tap((answer) => {
                subscriber.next(answer)
                subscriber.complete()
              }),
              takeUntil(left$),
              finalize(() => (waiting -= 1))
            )
          )
          return () => left$.next()
        }),
        scheduler,
        () => ready$.value
      ),
    idle: () => waiting === 0,
    close: (response) => {
      working.unsubscribe()
      closed$.next(E.left(response))
      closed$.complete()
    }
  }
}
