/** Hands notifications on one at a time: what arrives while one is being handled waits its turn. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'

// Not `concatMap(of)` (recurses, so a long burst overflows the stack), nor `observeOn(queueScheduler)`
// (one queue for the whole page, so another library's exception drops ours).
export const inTurn =
  <A>(): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      /** In their order, the one that is being handled included. A set: an array would move all that stay. */
      const waiting = new Set<() => void>()
      const take = (handOn: () => void): void => {
        waiting.add(handOn)
        if (waiting.size > 1) return
        for (const next of waiting) {
          next()
          waiting.delete(next)
        }
      }
      return source.subscribe({
        next: (a) => take(() => subscriber.next(a)),
        error: (e) => take(() => subscriber.error(e)),
        complete: () => take(() => subscriber.complete())
      })
    })
