/** Time enters through this seam, so that a spec can let fifteen minutes pass at once. */

/** What the sandbox knows of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Runs once after so many ms; what it returns is handed to `clearTimeout` and to nobody else. */
  readonly setTimeout: (run: () => void, ms: number) => unknown
  readonly clearTimeout: (handle: unknown) => void
}

/** Stops a timer. May be called again, and after the timer ran. */
export type Cancel = () => void

/** Timers that can all be ended at once. */
export interface Timers {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Runs once. */
  readonly after: (ms: number, run: () => void) => Cancel
  /** Runs again and again until cancelled. */
  readonly every: (ms: number, run: () => void) => Cancel
  /** Clears all; from then on none starts. */
  readonly stop: () => void
}

/** The time of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  // The handle is the one our own setTimeout gave.
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout)
}

/** Timers on a clock. */
export const createTimers = (clock: Clock): Timers => {
  const running = new Set<unknown>()
  let stopped = false

  const after = (ms: number, run: () => void): Cancel => {
    if (stopped) return () => undefined
    const handle = clock.setTimeout(() => {
      running.delete(handle)
      run()
    }, ms)
    running.add(handle)
    return () => {
      if (running.delete(handle)) clock.clearTimeout(handle)
    }
  }

  const every = (ms: number, run: () => void): Cancel => {
    let cancel: Cancel = () => undefined
    const again = (): void => {
      cancel = after(ms, () => {
        again()
        run()
      })
    }
    again()
    return () => cancel()
  }

  const stop = (): void => {
    stopped = true
    for (const handle of running) clock.clearTimeout(handle)
    running.clear()
  }

  return { now: () => clock.now(), after, every, stop }
}
