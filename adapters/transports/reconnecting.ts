/** Connects again and again, with growing pauses that a good connection resets. */
import { asyncScheduler, EMPTY, filter, merge, Observable, take, timer } from 'rxjs'
import { delayOf } from './delayOf'
import type { Pace } from './delayOf'
import type { Environment } from './Environment'

export type Reconnection = Pace & Pick<Environment, 'scheduler' | 'online$'>

/**
 * `connect`: one connection's life. The first is at once; when one completes, the next is due after a pause, or as soon
 * as the network is back. It calls `healthy` when all is well. A connection that was healthy for longer than the pause
 * before it begins the pauses anew: one that is cut off again at once does not. Never completes by itself.
 */
export const reconnecting =
  ({ scheduler = asyncScheduler, online$ = EMPTY, ...pace }: Reconnection) =>
  <A>(connect: (healthy: () => void) => Observable<A>): Observable<A> =>
    new Observable((subscriber) => {
      let failures = 0
      let pause = 0

      const round = (): void => {
        let healthyAt = Infinity
        subscriber.add(
          connect(() => (healthyAt = scheduler.now())).subscribe({
            next: (news) => subscriber.next(news),
            complete: () => {
              failures = scheduler.now() - healthyAt > pause ? 1 : failures + 1
              pause = delayOf(failures, pace)
              let news = false // what `online$` says at once is none
              const back$ = online$.pipe(filter((online) => online && news))
              subscriber.add(merge(timer(pause, scheduler), back$).pipe(take(1)).subscribe(round))
              news = true
            }
          })
        )
      }

      round()
    })
