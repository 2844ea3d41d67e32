/** Hands notifications on one at a time: what arrives while one is being handled waits its turn. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { fifo } from '../fifo'

// Not `concatMap(of)` (recurses, so a long burst overflows the stack), nor `observeOn(queueScheduler)`
// (one queue for the whole page, so another library's exception drops ours).
export const inTurn =
  <A>(): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      const waiting = fifo<() => void>()
      let busy = false
      const take = (handOn: () => void): void => {
        waiting.push(handOn)
        if (busy) return
        busy = true
        try {
          for (let next = waiting.shift(); next; next = waiting.shift()) next()
        } finally {
          busy = false
        }
      }
      return source.subscribe({
        next: (a) => take(() => subscriber.next(a)),
        error: (e) => take(() => subscriber.error(e)),
        complete: () => take(() => subscriber.complete())
      })
    })
