/** A bus of our own, for pages without CXBus: the same members, the same behaviour, and an answer where it has none. */
import type { Bus, Plugin } from '../Plugin'
import { createCommands } from './commands'
import { createPlugin } from './createPlugin'
import { createData } from './data'
import { createEvents } from './events'
import { createLoading, injectElement } from './loading'
import type { Inject } from './loading'
import { createMembers } from './registry'
import type { Member } from './registry'
import { configure, createSettings } from './settings'
import { createTasks } from './tasks'
import { isText } from './text'

/** `inject` runs script files: with script elements, unless another way is given. */
export const createBus = (inject: Inject = injectElement): Bus => {
  const settings = createSettings()
  const members = createMembers()
  const run = createTasks(settings)
  const events = createEvents(run)
  const data = createData()
  const loading = createLoading({ settings, members, inject })
  const commands = createCommands({ members, loading, run })

  /** By name. */
  const plugins = new Map<string, Plugin>()
  /** Whether new plugins are refused. */
  let isLocked = false
  let hasMaster = false

  const open = (member: Member): Plugin => {
    const plugin = createPlugin(member, { members, commands, events, data })
    plugins.set(member.name, plugin)
    return plugin
  }

  // It speaks as a plugin, and has what every plugin has; others do not see it among theirs.
  const bus: Bus & Plugin = {
    ...open(members.enter('CXBus', { isListed: false })),
    registerPlugin: (name) => {
      if (isLocked || !isText(name) || members.find(name)) return false
      return open(members.enter(name, { isListed: true }))
    },
    registerMaster: () => {
      if (hasMaster) return undefined
      hasMaster = true
      return {
        lock: () => {
          isLocked = true
        },
        unlock: () => {
          isLocked = false
        },
        config: settings
      }
    },
    configure: (options) => {
      configure(settings, options)
      if (settings.unlocked) bus.getPluginInterface = (name) => plugins.get(name)
    },
    loadPlugin: loading.loadPlugin,
    loadFile: loading.loadFile,
    loadModule: loading.loadModule,
    registerModule: loading.registerModule
  }
  bus.ready()
  return bus
}
