/** Commands: registered by a plugin, called by others, held back until the plugin is there and ready. */
import { createDeferred } from '../deferred'
import { isFunction } from '../listeners'
import type { CommandEvent } from '../Plugin'
import type { Deferred, Result } from '../Result'
import type { Tasks } from './tasks'

export interface Registered {
  readonly name: string
  readonly handlers: Map<string, (event: CommandEvent) => unknown>
  /** What waits until the plugin is ready; `undefined` from then on. */
  waiting: Array<() => void> | undefined
}

export interface Commands {
  readonly before: (command: string, hook: unknown) => true
  readonly call: (commander: string, command: unknown, options?: unknown) => Result
}

interface Parts {
  readonly find: (plugin: string) => Registered | undefined
  readonly load: (plugin: string) => Result
  readonly tasks: Tasks
  readonly now: () => number
}

const CANCELLED = "Command was cancelled by a 'before' function."
const NOT_LOADED = 'Could not load plugin file in given location. Check your plugins path option.'

const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

export const createCommands = ({ find, load, tasks: { run, report }, now }: Parts): Commands => {
  const hooks = new Map<string, ReadonlyArray<(options: unknown) => unknown>>()

  /** What the hooks make of the options; no object: somebody cancelled. */
  const prepare = (full: string, options: unknown): unknown => {
    let prepared = options || {}
    for (const hook of hooks.get(full) ?? []) {
      if (!isObject(prepared)) break
      prepared = hook(prepared) as object // whatever it is, it is looked at next
    }
    return prepared
  }

  const execute = ({ handlers }: Registered, command: string, event: CommandEvent): void => {
    const handler = handlers.get(command)
    if (!handler) return void event.deferred.reject(`The command '${event.command}' does not exist.`)
    try {
      handler(event)
    } catch (error) {
      report(error)
      event.deferred.reject(`The command '${event.command}' failed: its handler threw an error.`)
    }
  }

  const dispatch = (target: Registered, command: string, event: CommandEvent): void => {
    const task = (): void => execute(target, command, event)
    if (target.waiting && event.commander !== target.name) target.waiting.push(task)
    else run(task)
  }

  const send = (commander: string, full: string, options: unknown, deferred: Deferred): unknown => {
    const [plugin = '', command = '', ...rest] = full.split('.')
    if (!plugin || !command || rest.length > 0) {
      return deferred.reject(`The command '${full}' cannot be called: expected a name like 'Plugin.command'.`)
    }
    const data = prepare(full, options)
    if (!isObject(data)) return deferred.reject(CANCELLED)
    const event: CommandEvent = { time: now(), commander, command: full, deferred, data }
    const target = find(plugin)
    if (target) return dispatch(target, command, event)
    return load(plugin).always(() => {
      const loaded = find(plugin)
      if (loaded) dispatch(loaded, command, event)
      else deferred.reject(NOT_LOADED)
    })
  }

  return {
    before: (command, hook) => {
      if (isFunction(hook)) hooks.set(command, [...(hooks.get(command) ?? []), hook])
      return true
    },
    call: (commander, command, options) => {
      const deferred = createDeferred(report)
      const name = typeof command === 'string' ? command : ''
      const full = name.includes('.') ? name : `${commander}.${name}`
      try {
        send(commander, full, options, deferred)
      } catch (error) {
        report(error)
        deferred.reject(`The command '${full}' failed: a 'before' function threw an error.`)
      }
      return deferred.promise()
    }
  }
}
