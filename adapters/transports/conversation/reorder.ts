/**
 * Puts what passes in the order of its time. Back ends promise no order, but mostly keep it: everything is handed on at
 * once until something comes late. From then on each live thing waits for what belongs before it: a quarter of a second for
 * half a minute, and after that so short a time that nobody sees it. So one swap at most is told as it came.
 */
import { Observable, Subscription, timer } from 'rxjs'
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs'
import type { Piece } from './backfill'
import type { Told } from './Conversation'

/** Ms that each live thing waits after something has come late, and for how long this goes on. */
const WAIT = 250
const MEMORY = 30_000
/** Ms that it waits for the rest of the chat: a back end that has swapped once will do so again. */
const CARE = 40

/** Something that waits, until then (ms since the epoch). */
interface Waiting<A> {
  readonly told: Extract<Told<A>, { readonly _tag: 'Pass' }>
  readonly until: number
}

/** Only what passes waits, and of that not what the history brought; anything else is told after it. */
export const reorder =
  <A extends Piece>(scheduler: SchedulerLike): MonoTypeOperatorFunction<Told<A>> =>
  (told$) =>
    new Observable((subscriber) => {
      /** Ascending by time. */
      let waiting: Waiting<A>[] = []
      let newest = -Infinity
      /** Ms since the epoch; `-Infinity`: nothing has come late yet. */
      let carefulUntil = -Infinity
      let alarm = new Subscription()
      let alarmAt = Infinity

      /** Ms that something live waits now. */
      const wait = (now: number): number => {
        if (carefulUntil === -Infinity) return 0
        return now < carefulUntil ? WAIT : CARE
      }
      const release = (count: number): void => {
        if (count === 0) return
        const released = count === waiting.length ? waiting : waiting.slice(0, count)
        waiting = count === waiting.length ? [] : waiting.slice(count)
        for (const { told } of released) subscriber.next(told)
      }
      /** How many have waited long enough: with them goes whatever belongs before them. */
      const dueCount = (now: number): number => {
        for (let i = waiting.length - 1; i >= 0; i -= 1) {
          const one = waiting[i]
          if (one !== undefined && one.until <= now) return i + 1
        }
        return 0
      }
      const ring = (): void => {
        alarmAt = Infinity
        release(dueCount(scheduler.now()))
        const [first] = waiting
        if (first !== undefined) setAlarm(first.until)
      }
      /** One alarm for all that waits. It may come too early for some: then it looks, and is set again. */
      const setAlarm = (at: number): void => {
        if (at >= alarmAt) return
        alarm.unsubscribe()
        alarmAt = at
        alarm = timer(Math.max(0, at - scheduler.now()), scheduler).subscribe(ring)
      }
      /** Mostly at the end. */
      const place = (one: Waiting<A>): void => {
        const { at } = one.told.item
        let index = waiting.length
        for (let before = waiting[index - 1]; before !== undefined && before.told.item.at > at; before = waiting[index - 1]) index -= 1
        if (index === waiting.length) waiting.push(one)
        else waiting.splice(index, 0, one)
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
            const now = scheduler.now()
            const isLate = told.isLive && at < newest
            if (isLate) carefulUntil = now + MEMORY
            if (at > newest) newest = at
            // Late and alone: what belongs after it has been told already.
            if (waiting.length === 0 && (!told.isLive || isLate || wait(now) === 0)) {
              subscriber.next(told)
              return
            }
            const until = told.isLive ? now + wait(now) : now
            place({ told, until })
            if (told.isLive) setAlarm(until)
            else release(dueCount(now))
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            release(waiting.length)
            subscriber.complete()
          }
        })
      )
    })
