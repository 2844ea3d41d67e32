/** A bus of our own, for pages without CXBus: the same members, the same behaviour, and an answer where it has none. */
import type { Bus, Plugin, Registry } from '../Plugin'
import { createCommands } from './commands'
import type { Registered } from './commands'
import { createData } from './data'
import { createEvents } from './events'
import { createLoading } from './loading'
import type { Inject } from './loading'
import { createPlugin } from './plugin'
import type { Parts } from './plugin'
import { inject } from './inject'
import { defaults, merge } from './settings'
import { createTasks } from './tasks'
import type { SetTimeout } from './tasks'

/** What the bus needs of the place it runs in. `now` in ms since the epoch. */
export interface Host {
  readonly setTimeout: SetTimeout
  readonly now: () => number
  readonly inject: Inject
}

const browserHost: Host = { setTimeout: (run, ms) => setTimeout(run, ms), now: Date.now, inject }

export const createBus = ({ setTimeout, now, inject }: Host = browserHost): Bus => {
  const settings = defaults()
  const known = new Map<string, { readonly registered: Registered; readonly plugin: Plugin }>()
  const registry: Registry = {}
  let locked = false
  let master: ReturnType<Bus['registerMaster']>

  const isRegistered = (name: string): boolean => [...known.keys()].some((other) => other.toLowerCase() === name.toLowerCase())

  const tasks = createTasks(setTimeout, () => settings.async)
  const events = createEvents(tasks, now)
  const loading = createLoading(inject, settings, isRegistered, tasks.report)
  const commands = createCommands({ find: (name) => known.get(name)?.registered, load: loading.need, tasks, now })
  const parts: Parts = { commands, events, data: createData(events.publish, now), tasks, registry }

  const create = (name: string, within: Parts): { registered: Registered; plugin: Plugin } => {
    const registered: Registered = { name, handlers: new Map(), waiting: [] }
    return { registered, plugin: createPlugin(registered, within) }
  }

  const own = create('CXBus', { ...parts, registry: {} }).plugin // it speaks, but is no plugin that others see

  const bus: Bus = {
    registerPlugin: (name) => {
      if (typeof name !== 'string' || known.has(name) || locked) return false
      const made = create(name, parts)
      known.set(name, made)
      return made.plugin
    },
    registerMaster: () => {
      if (master) return undefined
      master = { lock: () => void (locked = true), unlock: () => void (locked = false), config: settings }
      return master
    },
    configure: (options) => {
      merge(settings, options)
      if (settings.unlocked) bus.getPluginInterface = (name) => known.get(name)?.plugin
    },
    loadPlugin: loading.plugin,
    loadFile: loading.file,
    loadModule: loading.module,
    registerModule: loading.registerModule,
    command: own.command,
    subscribe: own.subscribe,
    data: own.data
  }
  return bus
}
