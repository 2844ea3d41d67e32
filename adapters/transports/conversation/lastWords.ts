/** The customer's end waits for what they said before it: it is to reach the agent first. The same for every back end. */
import { BehaviorSubject, defer, finalize, of, skipWhile, take, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'

/** Ms that the end waits, at the most. */
const PATIENCE = 2_000

/** Counts what is said and not answered yet. */
export interface LastWords {
  /** The same, counted from its subscription until its caller has the answer, or gives up. */
  readonly counted: <A>(saying$: Observable<A>) => Observable<A>
  /** Cold. Emits once and completes: when nothing is unanswered any more, or the time is over. */
  readonly spoken$: Observable<unknown>
}

/** For one conversation. `scheduler`: measures the patience. */
export const createLastWords = (scheduler: SchedulerLike): LastWords => {
  const unanswered$ = new BehaviorSubject(0)
  const change = (by: number): void => unanswered$.next(unanswered$.value + by)
  return {
    counted: (saying$) =>
      defer(() => {
        change(1)
        return saying$.pipe(finalize(() => change(-1)))
      }),
    spoken$: unanswered$.pipe(
      skipWhile((count) => count > 0),
      take(1),
      timeout({ first: PATIENCE, scheduler, with: () => of(undefined) })
    )
  }
}
