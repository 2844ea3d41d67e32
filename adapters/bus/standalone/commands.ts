/** Commands: registered by a plugin, called by others, held back until the plugin is there and ready. */
import { createDeferred } from '../deferred'
import { guarded, isFunction } from '../guarded'
import type { Report } from '../guarded'
import type { CommandEvent, OptionsOf, Plugin, Registry, ResultOf } from '../Plugin'
import type { Result } from '../Result'

type Members = Pick<Plugin, 'command' | 'before' | 'registerCommand' | 'registerEvents' | 'registry' | 'ready'>

const CANCELLED = "Command was cancelled by a 'before' function."
const NOT_LOADED = 'Could not load plugin file in given location. Check your plugins path option.'

/** Commands that every plugin has: they list, or only make sure that the plugin is loaded. */
const BUILT_IN = ['COMMANDS', 'EVENTS', 'LOAD']

const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

/** `load`: brings a plugin that is not there. */
export const createCommands = (
  now: () => number,
  run: (task: () => void) => void,
  report: Report,
  load: (plugin: string) => Result
): ((plugin: string, registry: Registry) => Members) => {
  /** By plugin. */
  const accepting = new Map<string, (command: string, event: CommandEvent) => true>()
  let hooks: ReadonlyArray<readonly [string, (options: object) => unknown]> = []

  const attempt = ({ command, deferred }: Pick<CommandEvent, 'command' | 'deferred'>, who: string, act: () => unknown): void =>
    guarded((error) => {
      report(error)
      deferred.reject(`The command '${command}' failed: ${who} threw an error.`)
    }, act)

  return (name, registry) => {
    const listed = (registry[name] = { events: new Array<string>(), commands: new Array<string>() })
    const handlers = new Map<string, unknown>()
    let waiting: Array<() => void> | undefined = []

    accepting.set(name, (command, event) => {
      const task = (): void => {
        const handler = handlers.get(command)
        if (isFunction(handler)) attempt(event, 'its handler', () => handler(event))
        else event.deferred.reject(`The command '${event.command}' does not exist.`)
      }
      if (waiting && event.commander !== name) waiting.push(task)
      else run(task)
      return true
    })

    const members: Members = {
      command: <N extends string>(given: N, options?: OptionsOf<N>) => {
        const deferred = createDeferred(report)
        const text = typeof given === 'string' ? given : ''
        const command = text.includes('.') ? text : `${name}.${text}`
        attempt({ command, deferred }, "a 'before' function", () => {
          const [, plugin, own] = /^([^.]+)\.([^.]+)$/.exec(command) ?? []
          if (!plugin || !own) return deferred.reject(`The command '${command}' cannot be called: expected a name like 'Plugin.command'.`)
          let data: unknown = options || {}
          for (const [hooked, hook] of hooks) if (hooked === command && isObject(data)) data = hook(data)
          if (!isObject(data)) return deferred.reject(CANCELLED)
          const event: CommandEvent = { time: now(), commander: name, command, deferred, data }
          const send = (): true | undefined => accepting.get(plugin)?.(own, event)
          return send() ?? load(plugin).always(() => send() ?? deferred.reject(NOT_LOADED))
        })
        return deferred.promise() as Result<ResultOf<N>> // by the table
      },
      before: (command, hook) => {
        if (isFunction(hook)) hooks = [...hooks, [command, hook]]
        return true
      },
      registerCommand: (command, handler) => {
        if (!handlers.has(command)) listed.commands.push(command)
        handlers.set(command, handler)
        return true
      },
      registerEvents: (names) => void listed.events.push(...[names].flat()),
      registry: () => registry,
      ready: () => {
        const held = waiting ?? []
        waiting = undefined
        held.forEach(run)
      }
    }
    BUILT_IN.forEach((command) => members.registerCommand(command, ({ deferred }) => deferred.resolve()))
    return members
  }
}
