/** A bus in fake time: the timers of the page run when the spec says so, and what the page's error handler would get is kept. */
import type { Bus, Plugin } from '../../../adapters/bus'
import { createBus } from '../../../adapters/bus'

export const NOW = 1_700_000_000_000

// Only what a bus knows of time: promises and the clock that measures stay real.
beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] }))
afterEach(() => jest.useRealTimers())

export const must = <A>(a: A | false | undefined): A => {
  if (a === false || a === undefined) throw new Error('expected a value')
  return a
}

export interface Timers {
  /** Runs all timers, also those that they set, in the order in which they are due. */
  readonly flush: () => void
  /** What they threw. */
  readonly errors: unknown[]
}

export const timers = (): Timers => {
  const errors: unknown[] = []
  return {
    flush: () => {
      while (jest.getTimerCount() > 0)
        try {
          jest.advanceTimersToNextTimer()
        } catch (error) {
          errors.push(error)
        }
    },
    errors
  }
}

export interface Bench extends Timers {
  readonly bus: Bus
  readonly plugin: (name: string) => Plugin
  /** Script files asked for, oldest first. Their scripts run when the test says so. */
  readonly scripts: Array<{ url: string; loaded: (event: unknown) => void; failed: () => void }>
}

export const bench = (): Bench => {
  const scripts: Bench['scripts'] = []
  const bus = createBus((url, loaded, failed) => scripts.push({ url, loaded, failed }))
  return { ...timers(), bus, plugin: (name) => must(bus.registerPlugin(name)), scripts }
}

/** What a result tells, as it tells it. */
export const heard = (result: ReturnType<Plugin['command']>): unknown[][] => {
  const all: unknown[][] = []
  result.done((...values) => all.push(['done', ...values])).fail((...values) => all.push(['fail', ...values]))
  return all
}
