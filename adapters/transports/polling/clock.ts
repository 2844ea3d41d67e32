/** The server's clock as a back end shows it that is polled: what comes is up to one poll old. */
import type { SchedulerLike } from 'rxjs'

/** What is known of the server's clock. */
export interface PolledClock {
  /** Ms since the epoch; by the local clock, as long as nothing has come that the server put a time on. */
  readonly now: () => number
  /** The same; `undefined` as long as nothing has come. */
  readonly known: () => number | undefined
  /** Something new has come that the server put this time on, in ms since the epoch. */
  readonly learn: (at: number) => void
}

/**
 * A clock of which nothing is known yet. `local`: shows ms since the epoch. The server is never behind what it has put a time
 * on: of all that came, what came with the least delay is the most exact.
 */
export const polledClock = (local: Pick<SchedulerLike, 'now'>): PolledClock => {
  let ahead: number | undefined
  return {
    now: () => local.now() + (ahead ?? 0),
    known: () => (ahead === undefined ? undefined : local.now() + ahead),
    learn: (at) => {
      ahead = Math.max(ahead ?? -Infinity, at - local.now())
    }
  }
}
