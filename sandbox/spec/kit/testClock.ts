/** A clock that moves only when told. */
import type { Clock } from '../../src/Clock.js'

export interface TestClock extends Clock {
  /** Runs everything due within the next ms, in order. */
  readonly advance: (ms: number) => void
  /** Timers that wait. */
  readonly pending: () => number
}

export const testClock = (start = Date.parse('2025-01-01T12:00:00.000Z')): TestClock => {
  let time = start
  let next = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  return {
    now: () => time,
    setTimeout: (run, ms) => {
      next += 1
      timers.set(next, { at: time + ms, run })
      return next
    },
    clearTimeout: (handle) => {
      timers.delete(Number(handle))
    },
    pending: () => timers.size,
    advance: (ms) => {
      const end = time + ms
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
        if (due === undefined) break
        const [handle, { at, run }] = due
        timers.delete(handle)
        time = Math.max(time, at)
        run()
      }
      time = end
    }
  }
}
