/** A bus in virtual time: nothing happens until `flush`, and what the page's error handler would get is kept. */
import type { Bus, Host, Plugin } from '../../../adapters/bus'
import { createBus } from '../../../adapters/bus'

export interface VirtualHost extends Host {
  /** Runs all timers, also those that they set, in the order in which they are due. */
  readonly flush: () => void
  readonly errors: unknown[]
  /** Script files asked for, oldest first. Their scripts run when the test says so. */
  readonly scripts: Array<{ url: string; loaded: (event: unknown) => void; failed: () => void }>
}

export const NOW = 1_700_000_000_000

export const virtualHost = (): VirtualHost => {
  let timers: Array<{ run: () => void; due: number }> = []
  let time = 0
  const errors: unknown[] = []
  const scripts: VirtualHost['scripts'] = []
  return {
    setTimeout: (run, ms) => void timers.push({ run, due: time + ms }),
    now: () => NOW,
    inject: (url, loaded, failed) => void scripts.push({ url, loaded, failed }),
    flush: () => {
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | undefined>((first, timer) => (first && first.due <= timer.due ? first : timer), undefined)
        if (!next) return
        timers = timers.filter((timer) => timer !== next)
        time = next.due
        try {
          next.run()
        } catch (error) {
          errors.push(error)
        }
      }
    },
    errors,
    scripts
  }
}

export const must = <A>(a: A | false | undefined): A => {
  if (a === false || a === undefined) throw new Error('expected a value')
  return a
}

export interface Bench extends VirtualHost {
  readonly bus: Bus
  readonly plugin: (name: string) => Plugin
}

export const bench = (): Bench => {
  const host = virtualHost()
  const bus = createBus(host)
  return { ...host, bus, plugin: (name) => must(bus.registerPlugin(name)) }
}

/** What a result tells, as it tells it. */
export const heard = (result: ReturnType<Plugin['command']>): unknown[][] => {
  const all: unknown[][] = []
  result.done((...values) => all.push(['done', ...values])).fail((...values) => all.push(['fail', ...values]))
  return all
}
