/** The service's clock, as far as it is known: what carries no time of the service is stamped by the local one, corrected. */
import type { SchedulerLike } from 'rxjs'

/** All in ms since the epoch. */
export interface Clock {
  /** What the service's clock shows now. */
  readonly now: () => number
  /** The same; `undefined` as long as nothing was seen of it. */
  readonly known: () => number | undefined
  /** What it showed when something was sent that came just now. `precision`: ms by which that may be wrong. */
  readonly seen: (at: number, precision: number) => void
}

export const createClock = (scheduler: SchedulerLike): Clock => {
  /** By how much it is ahead of the local one, in ms. */
  let ahead = 0
  let newest = -Infinity
  return {
    now: () => scheduler.now() + ahead,
    known: () => (newest === -Infinity ? undefined : scheduler.now() + ahead),
    seen: (at, precision) => {
      // What was sent before something else that has come is late, and says nothing of the present.
      if (at <= newest) return
      newest = at
      const difference = at - scheduler.now()
      if (Math.abs(difference - ahead) > precision) ahead = difference
    }
  }
}
