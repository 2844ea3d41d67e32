/** Connects again and again, with growing pauses that a good connection resets. */
import { asyncScheduler, Observable, timer } from 'rxjs'
import { delayOf } from './delayOf'
import type { Pace } from './delayOf'
import type { Environment } from './Environment'

export type Reconnection = Pace & Pick<Environment, 'scheduler' | 'online$'>

/** Completes after `wait` ms, or as soon as the network is back. What `online$` says at once is no news. */
const due = (wait: number, { scheduler, online$ }: Reconnection): Observable<never> =>
  new Observable((subscriber) => {
    let news = false
    const go = (): void => subscriber.complete()
    subscriber.add(timer(wait, scheduler).subscribe(go))
    subscriber.add(online$?.subscribe((online) => online && news && go()))
    news = true
  })

/**
 * `connect`: one connection's life. The first is at once; when one completes, the next is due after a pause. It calls `healthy` when all is well.
 * A connection that was healthy for longer than the pause before it begins the pauses anew: one that is cut off
 * again at once does not. Never completes by itself.
 */
export const reconnecting =
  (pace: Reconnection) =>
  <A>(connect: (healthy: () => void) => Observable<A>): Observable<A> =>
    new Observable((subscriber) => {
      const clock = pace.scheduler ?? asyncScheduler
      let failures = 0
      let pause = 0

      const round = (): void => {
        let healthyAt = Infinity
        const connection = connect(() => (healthyAt = clock.now())).subscribe({
          next: (news) => subscriber.next(news),
          error: (error) => subscriber.error(error),
          complete: () => {
            failures = clock.now() - healthyAt > pause ? 1 : failures + 1
            pause = delayOf(failures, pace)
            subscriber.add(due(pause, pace).subscribe({ complete: round }))
          }
        })
        subscriber.add(connection)
      }

      round()
    })
