/**
 * Puts what comes in the order of its time. The service promises no order, but mostly keeps it: everything is handed on
 * at once, until something comes late. For `memory` ms after that, each waits `wait` ms for what belongs before it.
 */
import { asyncScheduler, Observable, Subscription, timer } from 'rxjs'
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs'

export interface Ordering {
  readonly wait: number
  readonly memory: number
}

const ordering: Ordering = { wait: 250, memory: 30_000 }

export const inOrder =
  <A extends { readonly at: number }>({ wait, memory }: Ordering = ordering, scheduler: SchedulerLike = asyncScheduler): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      const waiting: A[] = []
      const timers = new Subscription()
      let newest = -Infinity
      let carefulUntil = -Infinity

      /** Hands on everything up to this one. */
      const release = (last: A): void => {
        while (waiting.includes(last)) {
          const next = waiting.shift()
          if (next) subscriber.next(next)
        }
      }

      const take = (a: A): void => {
        const now = scheduler.now()
        const late = a.at < newest
        if (late) carefulUntil = now + memory
        newest = Math.max(newest, a.at)
        // Too late to wait for: what belongs after it may be told already. Nothing waits behind it.
        if (waiting.length === 0 && (late || now >= carefulUntil)) return subscriber.next(a)
        const place = waiting.findIndex(({ at }) => at > a.at)
        waiting.splice(place < 0 ? waiting.length : place, 0, a)
        timers.add(timer(wait, scheduler).subscribe(() => release(a)))
      }

      const subscription = source.subscribe({
        next: take,
        error: (error) => subscriber.error(error),
        complete: () => {
          waiting.splice(0).forEach((a) => subscriber.next(a))
          subscriber.complete()
        }
      })
      return () => {
        subscription.unsubscribe()
        timers.unsubscribe()
      }
    })
