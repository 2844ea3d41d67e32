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

/** Ms. A time that is further than this from what the clock should show is not believed before the next one agrees with it. */
const FAR = 300_000

export const createClock = (scheduler: SchedulerLike): Clock => {
  /** By how much it is ahead of the local one, in ms. */
  let ahead = 0
  let newest = -Infinity
  /** The difference that was seen last, where it was too far from `ahead` to be believed at once. */
  let doubted: number | undefined

  const isDoubtful = (difference: number): boolean => {
    if (newest === -Infinity || Math.abs(difference - ahead) <= FAR) return false
    return doubted === undefined || Math.abs(difference - doubted) > FAR
  }

  return {
    now: () => scheduler.now() + ahead,
    known: () => (newest === -Infinity ? undefined : scheduler.now() + ahead),
    seen: (at, precision) => {
      const difference = at - scheduler.now()
      if (isDoubtful(difference)) {
        doubted = difference
        return
      }
      // Two agree that the clock shows something else than was believed: what came before says nothing any more.
      if (Math.abs(difference - ahead) > FAR) newest = -Infinity
      doubted = undefined
      // What was sent before something else that has come is late, and says nothing of the present.
      if (at <= newest) return
      newest = at
      if (Math.abs(difference - ahead) > precision) ahead = difference
    }
  }
}
