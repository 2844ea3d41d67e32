/**
 * From the time of the client's latest key (`undefined` while it is not typing) to news: started once, stopped after
 * `quiet` ms without a key, or at once when the time goes away. If the first value is
 * `undefined`, the first news is a stop.
 */
import { asyncScheduler, concat, distinctUntilChanged, map, of, switchMap, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'

/** The event that tells it. */
export type ClientTyping = 'clientTypingStarted' | 'clientTypingStopped'

/** `quiet`: ms. */
export const clientTyping =
  (quiet: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<number | undefined, ClientTyping> =>
  (typedAt$) => {
    const typesForAWhile$ = concat(of(true), timer(quiet, scheduler).pipe(map(() => false)))
    return typedAt$.pipe(
      switchMap((typedAt) => (typedAt === undefined ? of(false) : typesForAWhile$)),
      distinctUntilChanged(),
      map((typing): ClientTyping => (typing ? 'clientTypingStarted' : 'clientTypingStopped'))
    )
  }
