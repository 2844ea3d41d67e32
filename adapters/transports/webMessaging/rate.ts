/** A limit of so many per time, kept on our side: whoever is over it waits. */
import { asyncScheduler, defer, of, switchMap, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'

/** Each subscription is one turn, due when fewer than `most` were taken in the last `span` ms. */
export const rate = (most: number, span: number, scheduler: SchedulerLike = asyncScheduler): Observable<unknown> => {
  const taken: number[] = []
  const turn: Observable<unknown> = defer(() => {
    const now = scheduler.now()
    while (taken[0] !== undefined && taken[0] <= now - span) taken.shift()
    const [oldest] = taken
    if (oldest !== undefined && taken.length >= most) return timer(oldest + span - now, scheduler).pipe(switchMap(() => turn))
    taken.push(now)
    return of(undefined)
  })
  return turn
}
