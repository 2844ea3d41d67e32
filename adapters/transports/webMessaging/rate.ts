/** A limit of so many per time, kept on our side: whoever is over it waits. */
import { asyncScheduler, defer, of, switchMap, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'

/** Each subscription is one turn, due `span` ms after the one that was `most` before it. Who leaves while waiting takes none. */
export const rate = (most: number, span: number, scheduler: SchedulerLike = asyncScheduler): Observable<unknown> => {
  let taken: ReadonlyArray<number> = Array(most).fill(-span)
  const turn: Observable<unknown> = defer(() => {
    const now = scheduler.now()
    const [oldest = 0, ...later] = taken
    const wait = oldest + span - now
    if (wait > 0) return timer(wait, scheduler).pipe(switchMap(() => turn))
    taken = [...later, now]
    return of(now)
  })
  return turn
}
