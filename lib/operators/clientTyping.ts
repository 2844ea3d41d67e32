/**
 * From the time of the client's latest key (`undefined` while it is not typing) to news: started once, stopped after
 * `quiet` ms without a key, or at once when the time goes away. No time to begin with is a stop, too.
 */
import { asyncScheduler, distinctUntilChanged, map, of, switchMap, timer, concat } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'

export type ClientTyping = 'clientTypingStarted' | 'clientTypingStopped'

export const clientTyping =
  (quiet: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<number | undefined, ClientTyping> =>
  (typedAt$) =>
    typedAt$.pipe(
      switchMap((typedAt) => (typedAt === undefined ? of(false) : concat(of(true), timer(quiet, scheduler).pipe(map(() => false))))),
      distinctUntilChanged(),
      map((typing): ClientTyping => (typing ? 'clientTypingStarted' : 'clientTypingStopped'))
    )
