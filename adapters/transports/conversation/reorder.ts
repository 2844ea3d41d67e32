/**
 * Puts what passes in the order of its time. Back ends promise no order, but mostly keep it: everything is handed on at
 * once until something comes late. For half a minute after that, each thing waits a little for what belongs before it.
 */
import { Observable, Subscription, timer } from 'rxjs'
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs'
import type { Piece } from './backfill'
import type { Told } from './Conversation'

/** Ms that each thing waits, and for how long this goes on. */
const WAIT = 250
const MEMORY = 30_000

/** Only what passes waits; anything else is told after it. */
export const reorder =
  <A extends Piece>(scheduler: SchedulerLike): MonoTypeOperatorFunction<Told<A>> =>
  (told$) =>
    new Observable((subscriber) => {
      /** Ascending by time, each with the moment until which it waits. */
      let waiting: ReadonlyArray<{ readonly told: Told<A>; readonly at: number; readonly until: number }> = []
      let newest = -Infinity
      let carefulUntil = -Infinity
      let alarm = new Subscription()

      const release = (count: number): void => {
        const released = waiting.slice(0, count)
        waiting = waiting.slice(count)
        for (const { told } of released) subscriber.next(told)
      }
      const setAlarm = (): void => {
        alarm.unsubscribe()
        if (waiting.length === 0) return
        const next = Math.min(...waiting.map(({ until }) => until))
        alarm = timer(Math.max(0, next - scheduler.now()), scheduler).subscribe(() => {
          // Whatever belongs before something that has waited long enough goes with it.
          const due = waiting.map(({ until }) => until <= scheduler.now()).lastIndexOf(true)
          release(due + 1)
          setAlarm()
        })
      }

      subscriber.add(() => alarm.unsubscribe())
      subscriber.add(
        told$.subscribe({
          next: (told) => {
            if (told._tag !== 'Pass') {
              release(waiting.length)
              subscriber.next(told)
              return
            }
            const { at } = told.item
            const isLate = at < newest
            const now = scheduler.now()
            newest = Math.max(newest, at)
            if (isLate) carefulUntil = now + MEMORY
            // Too late to wait for: what belongs after it has been told already, and nothing waits behind it.
            const isAlone = waiting.length === 0
            if (isAlone && (isLate || now >= carefulUntil)) {
              subscriber.next(told)
              return
            }
            const later = waiting.findIndex((one) => one.at > at)
            const place = later < 0 ? waiting.length : later
            waiting = [...waiting.slice(0, place), { told, at, until: now + WAIT }, ...waiting.slice(place)]
            setAlarm()
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            release(waiting.length)
            subscriber.complete()
          }
        })
      )
    })
