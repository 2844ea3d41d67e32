/** What one plugin has of the bus. */
import { isFunction } from '../listeners'
import type { Plugin, Registry, ResultOf } from '../Plugin'
import type { Result } from '../Result'
import type { Commands, Registered } from './commands'
import type { Data } from './data'
import type { Events } from './events'
import type { Tasks } from './tasks'

export interface Parts {
  readonly commands: Commands
  readonly events: Events
  readonly data: Data
  readonly tasks: Tasks
  readonly registry: Registry
}

/** Commands that every plugin has: they list, or only make sure that the plugin is loaded. */
const BUILT_IN = ['COMMANDS', 'EVENTS', 'LOAD']

export const createPlugin = (registered: Registered, { commands, events, data, tasks, registry }: Parts): Plugin => {
  const { name, handlers } = registered
  const listed = (registry[name] = registry[name] ?? { events: [], commands: [] })

  const plugin: Plugin = {
    publish: (event, value) => events.publish(name, event, value),
    publishDirect: (event, value) => events.publish(name, event, value),
    republish: (event, value) => events.publish(name, event, value, true),
    subscribe: (event, subscriber) => events.subscribe(name, event, subscriber),
    unsubscribe: (event) => events.unsubscribe(name, event),
    command: <N extends string>(command: N, options?: unknown) => commands.call(name, command, options) as Result<ResultOf<N>>, // by the table
    before: commands.before,
    registerCommand: (command, handler) => {
      if (isFunction(handler)) handlers.set(command, handler)
      if (!listed.commands.includes(command)) listed.commands.push(command)
      return true
    },
    registerEvents: (names) => void listed.events.push(...[names].flat()),
    namespace: () => name,
    subscribers: () => events.subscribers(name),
    data: data(name) as Plugin['data'], // by the table
    registry: () => registry,
    ready: () => {
      const waiting = registered.waiting ?? []
      registered.waiting = undefined
      waiting.forEach(tasks.run)
    }
  }
  BUILT_IN.forEach((command) => plugin.registerCommand(command, ({ deferred }) => deferred.resolve()))
  return plugin
}
