/** The server's clock, as far as it is known: the local one, corrected by what the server's own times say. The same for every back end. */
import type { SchedulerLike } from 'rxjs'

/** What is known of the server's clock. All in ms since the epoch. */
export interface ServerClock {
  /** What it shows now; the local clock's, as long as nothing has come that the server put a time on. */
  readonly now: () => number
  /** The same; `undefined` as long as nothing has come. */
  readonly known: () => number | undefined
  /** What it showed when the local clock showed `local`; `undefined` as long as that is not known. */
  readonly at: (local: number) => number | undefined
  /** Something has just come that the server put this time on. `precision`: ms by which the time may be wrong; 0 unless it is given. */
  readonly learn: (at: number, precision?: number) => void
}

/** Ms. A time that is further than this from what the clock should show is not believed before the next one agrees with it. */
const FAR = 300_000
/** Ms by which news may be late where it is polled for, and some more: a time that is further behind says that a clock was set. */
const LATE = 60_000

/** A clock that has still to learn. `local`: shows ms since the epoch. */
export const createClock = (local: Pick<SchedulerLike, 'now'>): ServerClock => {
  /** By how much the server's is ahead, in ms. */
  let ahead: number | undefined
  /** The latest time that was believed. */
  let newest = -Infinity
  /** Whether a later time has agreed with the first one: until then, two others that agree are believed instead. */
  let isConfirmed = false
  /** The last time that was too far off to be believed at once. */
  let doubted: { readonly at: number; readonly difference: number } | undefined

  const believe = (at: number, difference: number): void => {
    ahead = difference
    newest = at
    doubted = undefined
  }

  /** Of two that agree, the second is another one than the first: what comes twice agrees with itself. */
  const doubt = (at: number, difference: number): void => {
    const agrees = doubted !== undefined && at > doubted.at && Math.abs(difference - doubted.difference) <= FAR
    if (agrees) believe(at, difference)
    else doubted = { at, difference }
    isConfirmed = isConfirmed || agrees
  }

  return {
    now: () => local.now() + (ahead ?? 0),
    known: () => (ahead === undefined ? undefined : local.now() + ahead),
    at: (then) => (ahead === undefined ? undefined : then + ahead),
    learn: (at, precision = 0) => {
      const difference = at - local.now()
      if (ahead === undefined) {
        believe(at, Math.abs(difference) > precision ? difference : 0)
        return
      }
      // What is old says nothing of the present: servers repeat themselves.
      if (at <= newest && isConfirmed) return
      if (Math.abs(difference - ahead) > FAR) {
        doubt(at, difference)
        return
      }
      doubted = undefined
      if (at <= newest) return
      newest = at
      isConfirmed = true
      // The server is never behind what it has put a time on: of all that came, what came with the least delay is the most exact.
      const isAhead = difference - ahead > precision
      const wasSet = ahead - difference > Math.max(LATE, precision)
      if (isAhead || wasSet) ahead = difference
    }
  }
}
