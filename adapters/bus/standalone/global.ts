/** A bus of our own, for pages without CXBus: the same members, the same behaviour, and an answer where it has none. */
import { guarded, throwLater } from '../guarded'
import type { Bus, Plugin, Registry } from '../Plugin'
import { createCommands } from './commands'
import { createData } from './data'
import { createEvents } from './events'
import { createLoading, inject as injectScript } from './loading'
import type { Inject } from './loading'

/** What the bus needs of the place it runs in. `now` in ms since the epoch. */
export interface Host {
  readonly setTimeout: (run: () => void, ms: number) => unknown
  readonly now: () => number
  readonly inject: Inject
}

export const createBus = ({ setTimeout: later, now, inject }: Host = { setTimeout, now: Date.now, inject: injectScript }): Bus => {
  const settings = {
    /** Whether subscribers and handlers run later, one task each. */
    async: true,
    pluginsPath: '',
    pluginFilenameFormat: 'plugin.min.js',
    pluginMap: {},
    /** Whether anybody may have any plugin's interface. */
    unlocked: false
  }
  const plugins = new Map<string, Plugin>()
  const registry: Registry = {}
  const tasks: Array<() => void> = []
  let locked = false
  let mastered = false

  const report = (error: unknown): void => throwLater(error, later)

  const run = (task: () => void): void => {
    if (!settings.async) return guarded(report, task)
    tasks.push(task)
    // Every timer takes the task whose turn it is: a browser may delay one of two timers, and order would be lost.
    later(() => tasks.shift()?.(), 0)
  }

  const isRegistered = (name: string): boolean => [...plugins.keys()].some((other) => other.toLowerCase() === name.toLowerCase())

  const [load, loading] = createLoading(inject, settings, isRegistered, report)
  const eventsOf = createEvents(now, run)
  const commandsOf = createCommands(now, run, report, load)
  const dataOf = createData(now)

  const create = (name: string, registry: Registry): Plugin => {
    const events = eventsOf(name)
    return {
      ...events,
      ...commandsOf(name, registry),
      data: dataOf(name, events.publish) as Plugin['data'], // by the table
      namespace: () => name
    }
  }

  const { command, subscribe, data } = create('CXBus', {}) // it speaks, but is no plugin that others see

  const bus: Bus = {
    registerPlugin: (name) => {
      if (typeof name !== 'string' || plugins.has(name) || locked) return false
      const plugin = create(name, registry)
      plugins.set(name, plugin)
      return plugin
    },
    registerMaster: () => {
      if (mastered) return undefined
      mastered = true
      return { lock: () => void (locked = true), unlock: () => void (locked = false), config: settings }
    },
    // Values of another type than the present one's are ignored, and so are names that are not listed.
    configure: (options) => {
      Object.entries(settings).forEach(([key, present]) => {
        const value: unknown = Reflect.get(Object(options), key)
        if (typeof value === typeof present && value !== null) Reflect.set(settings, key, value)
      })
      settings.pluginsPath = settings.pluginsPath.replace(/[^/]$/, '$&/')
      if (settings.unlocked) bus.getPluginInterface = (name) => plugins.get(name)
    },
    ...loading,
    command,
    subscribe,
    data
  }
  return bus
}
