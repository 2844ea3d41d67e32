/** Hands notifications on one at a time: what arrives while one is being handled waits its turn. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { line } from '../line'

// Not `concatMap(of)` (recurses, so a long burst overflows the stack), nor `observeOn(queueScheduler)`
// (one queue for the whole page, so another library's exception drops ours).
export const inTurn =
  <A>(): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      const queue = line()
      return source.subscribe({
        next: (a) =>
          queue((done) => {
            subscriber.next(a)
            done()
          }),
        error: (e) => queue(() => subscriber.error(e)),
        complete: () => queue(() => subscriber.complete())
      })
    })
