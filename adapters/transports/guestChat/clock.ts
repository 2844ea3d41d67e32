/** The server's clock, as far as it is known: the local one, corrected by the offset that was seen last. */
import type { SchedulerLike } from 'rxjs'

/** All in ms since the epoch. */
export interface ServerClock {
  /** Ms since the epoch; by the local clock, as long as nothing has come that the server put a time on. */
  readonly now: () => number
  /** The same; `undefined` as long as nothing has come. */
  readonly known: () => number | undefined
  /** What it showed when the local clock showed `local`, both in ms since the epoch; `undefined` as long as that is not known. */
  readonly at: (local: number) => number | undefined
  /**
   * Something has come just now that the server put this time on, in ms since the epoch. Nothing is learned of what is no
   * newer than what has come before: the stream repeats frames, and what is old says nothing of the present.
   */
  readonly learn: (at: number) => void
}

/** A clock that has still to learn. `local`: the device's own. */
export const serverClock = (local: Pick<SchedulerLike, 'now'>): ServerClock => {
  let offset: number | undefined
  let newest = -Infinity
  return {
    now: () => local.now() + (offset ?? 0),
    known: () => (offset === undefined ? undefined : local.now() + offset),
    at: (then) => (offset === undefined ? undefined : then + offset),
    learn: (at) => {
      if (at <= newest) return
      newest = at
      offset = at - local.now()
    }
  }
}
