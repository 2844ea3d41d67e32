/** The server's clock, as far as it is known: the local one, corrected by the offset that was seen last. */
import type { SchedulerLike } from 'rxjs'

export interface ServerClock {
  /** Ms since the epoch; by the local clock, as long as nothing has come that the server put a time on. */
  readonly now: () => number
  /** The same; `undefined` as long as nothing has come. */
  readonly known: () => number | undefined
  /** What it showed when the local clock showed `local`, both in ms since the epoch; `undefined` as long as that is not known. */
  readonly at: (local: number) => number | undefined
  /** Something has come just now that the server put this time on, in ms since the epoch. */
  readonly learn: (at: number) => void
}

export const serverClock = (local: Pick<SchedulerLike, 'now'>): ServerClock => {
  let offset: number | undefined
  return {
    now: () => local.now() + (offset ?? 0),
    known: () => (offset === undefined ? undefined : local.now() + offset),
    at: (then) => (offset === undefined ? undefined : then + offset),
    learn: (at) => {
      offset = at - local.now()
    }
  }
}
