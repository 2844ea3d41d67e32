/** Hands notifications on one at a time: what arrives while one is being handled waits its turn. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { turns } from '../line'

// Not `concatMap(of)` (recurses, so a long burst overflows the stack), nor `observeOn(queueScheduler)`
// (one queue for the whole page, so another library's exception drops ours).
/** Errors and the end wait their turn, too. */
export const inTurn =
  <A>(): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      const queue = turns((notify: () => void) => notify())
      return source.subscribe({
        next: (value) => queue(() => subscriber.next(value)),
        error: (error) => queue(() => subscriber.error(error)),
        complete: () => queue(() => subscriber.complete())
      })
    })
