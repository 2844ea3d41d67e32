/** Puts a record beside each item: asked for when the first one needs it, and waited for in turn, so that the order stays. */
import { Observable, Subscription, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'

/** Ms that something urgent waits for the records of those before it. After that they are handed on without. */
const HURRY = 500

export interface Records<A, R> {
  /** Whose record an item needs, if it needs one. */
  readonly keyOf: (item: A) => string | undefined
  /** What is known already. */
  readonly known: (key: string) => R | undefined
  /** One answer, in time; what it finds is `known` from then on. `undefined`: it could not be had. */
  readonly lookUp: (key: string) => Observable<R | undefined>
  /** Whether it must not wait for long, whoever is looked up before it: that the connection or the conversation is gone. */
  readonly isUrgent: (item: A) => boolean
  readonly scheduler: SchedulerLike
}

/**
 * An item whose record is known is handed on at once, when nothing waits before it. A record that could not be had is
 * asked for again with the next item that needs it, which does not wait for it.
 */
export const enrich =
  <A, R>({ keyOf, known, lookUp, isUrgent, scheduler }: Records<A, R>): OperatorFunction<A, readonly [A, R | undefined]> =>
  (item$) =>
    new Observable((subscriber) => {
      let waiting: A[] = []
      let isComplete = false
      const asked = new Set<string>()
      const failed = new Set<string>()

      const needed = (item: A): string | undefined => {
        const key = keyOf(item)
        return key === undefined || known(key) !== undefined ? undefined : key
      }
      const tell = (item: A): void => {
        const key = keyOf(item)
        subscriber.next([item, key === undefined ? undefined : known(key)])
      }
      /** Everything from the front of the line that waits for nobody any more. */
      const proceed = (): void => {
        const stop = waiting.findIndex((item) => {
          const key = needed(item)
          return key !== undefined && asked.has(key) && !failed.has(key)
        })
        const ready = stop < 0 ? waiting : waiting.slice(0, stop)
        waiting = stop < 0 ? [] : waiting.slice(stop)
        for (const item of ready) tell(item)
        if (isComplete && waiting.length === 0) subscriber.complete()
      }
      let hurry = Subscription.EMPTY
      /** Everything up to the last one that is urgent, with the records that there are. */
      const rush = (): void => {
        const count = waiting.map(isUrgent).lastIndexOf(true) + 1
        const ready = waiting.slice(0, count)
        waiting = waiting.slice(count)
        for (const item of ready) tell(item)
        proceed()
      }
      const ask = (key: string): void => {
        asked.add(key)
        subscriber.add(
          lookUp(key).subscribe((record) => {
            asked.delete(key)
            if (record === undefined) failed.add(key)
            else failed.delete(key)
            proceed()
          })
        )
      }

      subscriber.add(() => hurry.unsubscribe())
      subscriber.add(
        item$.subscribe({
          next: (item) => {
            const key = needed(item)
            if (key !== undefined && !asked.has(key)) ask(key)
            const mustWait = waiting.length > 0 || (key !== undefined && asked.has(key) && !failed.has(key))
            if (!mustWait) {
              tell(item)
              return
            }
            waiting.push(item)
            if (isUrgent(item) && hurry.closed) hurry = timer(HURRY, scheduler).subscribe(rush)
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            isComplete = true
            if (waiting.length === 0) subscriber.complete()
          }
        })
      )
    })
