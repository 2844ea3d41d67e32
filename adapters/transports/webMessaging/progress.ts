/** Signs of life of what takes its time, so that callers wait. */
import { interval, Observable } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Progress } from '../../../lib'

/** Ms between two signs: well below the time in which callers give up. */
const TICK = 5_000

const underway: Progress = { _tag: 'Progress' }

/** The same, with a sign now and then while `alive` holds. */
export const withSigns = <A>(work$: Observable<A>, scheduler?: SchedulerLike, alive = () => true): Observable<A | Progress> =>
  new Observable((subscriber) => {
    subscriber.add(interval(TICK, scheduler).subscribe(() => alive() && subscriber.next(underway)))
    subscriber.add(work$.subscribe(subscriber))
  })
