/** Signs of life of what takes its time, so that callers wait. */
import { filter, map, merge, takeWhile, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { isProgress } from '../../../lib/perform'

/** Ms between two signs: well below the time in which callers give up. */
const TICK = 5_000

/** The first answer, after a sign now and then while `alive` holds. */
export const withSigns = (work$: Observable<Progress | Answer>, scheduler?: SchedulerLike, alive = () => true): Observable<Progress | Answer> =>
  merge(
    timer(TICK, TICK, scheduler).pipe(
      filter(alive),
      map((): Progress => ({ _tag: 'Progress' }))
    ),
    work$
  ).pipe(takeWhile(isProgress, true))
