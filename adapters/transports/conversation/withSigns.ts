/** Signs of life of what takes its time, so that its caller waits. */
import { filter, map, merge, takeWhile, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { isProgress } from '../../../lib/Transport'

/** Ms between two signs: well below the time in which callers give up. */
const TICK = 5_000

/** The first answer of the work, after a sign now and then while `isAlive` holds. */
export const withSigns = (work$: Observable<Progress | Answer>, scheduler: SchedulerLike | undefined, isAlive: () => boolean): Observable<Progress | Answer> =>
  merge(
    timer(TICK, TICK, scheduler).pipe(
      filter(isAlive),
      map((): Progress => ({ _tag: 'Progress' }))
    ),
    work$
  ).pipe(takeWhile(isProgress, true))
