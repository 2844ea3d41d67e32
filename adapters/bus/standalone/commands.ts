/** Commands: who answers them, what runs before them, and the way of one from its caller to its handler. Each is answered once. */
import { isObject } from '../../../lib/data'
import { guarded, isFunction, throwLater } from '../../guarded'
import { createDeferred } from '../deferred'
import type { CommandEvent } from '../Plugin'
import type { Result } from '../Result'
import type { Loading } from './loading'
import type { Members } from './registry'
import type { Task } from './tasks'

/** Answers by `deferred` in its event. */
export type Handler = (event: CommandEvent) => unknown

/** Gets the options of a command, returns those to use. */
export type Hook = (options: object) => unknown

/** A command as its caller gives it. */
interface Request {
  /** The plugin that asks. */
  readonly commander: string
  /** `Plugin.command`; without a dot it is one of the commander's own. Scripts without a compiler give anything. */
  readonly name: unknown
  readonly options: unknown
}

/** The commands of all plugins of one bus. */
export interface Commands {
  /** `command`: a full name. What is no function takes the command away. */
  readonly register: (command: string, handler: unknown) => void
  /** `command`: a full name, whether or not there is such a command. */
  readonly before: (command: string, hook: Hook) => void
  readonly issue: (request: Request) => Result
}

interface CommandsOptions {
  readonly members: Members
  readonly loading: Pick<Loading, 'loadFor'>
  /** Calls a handler. */
  readonly run: (task: Task) => void
}

const CANCELLED = "Command was cancelled by a 'before' function."
const NOT_LOADED = 'Could not load plugin file in given location. Check your plugins path option.'

/** What cannot become a text names no command. */
const fullName = (name: unknown, commander: string): string => {
  const text = guarded(() => '', () => String(name))
  return text.includes('.') ? text : `${commander}.${text}`
}

const pluginOf = (command: string): string => command.slice(0, command.indexOf('.'))

/** An asynchronous handler throws by rejecting its promise. Results of other commands, which have `fail`, are not meant. */
const isPromise = (u: unknown): u is PromiseLike<unknown> => isObject(u) && 'then' in u && isFunction(u.then) && !('fail' in u)

/** No command yet. A command of a plugin that is not there has it loaded, and waits. */
export const createCommands = ({ members, loading, run }: CommandsOptions): Commands => {
  /** By full name. */
  const handlers = new Map<string, Handler>()
  /** By full name, in the order in which they came. A list is replaced when it changes. */
  const hooks = new Map<string, ReadonlyArray<Hook>>()

  /** The options that the hooks leave; `undefined` when one of them cancels, or there is nothing that can be options. */
  const prepared = (command: string, options: unknown): object | undefined => {
    let data: unknown = options || {}
    for (const hook of hooks.get(command) ?? []) {
      if (!isObject(data)) return undefined
      data = hook(data)
    }
    return isObject(data) ? data : undefined
  }

  const issue = ({ commander, name, options }: Request): Result => {
    const deferred = createDeferred()
    const command = fullName(name, commander)
    const plugin = pluginOf(command)

    /** What the page's own code throws is for the page to hear of, and the answer to the caller. */
    const thrown = (error: unknown): void => {
      deferred.reject(`Command '${command}' threw an error.`)
      throwLater(error)
    }

    const execute = (event: CommandEvent): void => {
      const handler = handlers.get(command)
      if (!handler) {
        deferred.reject(`Command '${command}' does not exist.`)
        return
      }
      guarded(thrown, () => {
        const returned = handler(event)
        if (isPromise(returned)) returned.then(undefined, thrown)
      })
    }

    /** A plugin's own commands do not wait until it is ready. */
    const deliver = (event: CommandEvent): void => {
      const member = members.find(plugin)
      if (!member) deferred.reject(NOT_LOADED)
      else if (plugin === commander) run(() => execute(event))
      else member.readiness.done(() => run(() => execute(event)))
    }

    guarded(thrown, () => {
      const data = prepared(command, options)
      if (!data) {
        deferred.reject(CANCELLED)
        return
      }
      const event: CommandEvent = { time: Date.now(), commander, command, deferred, data }
      if (members.find(plugin)) deliver(event)
      else loading.loadFor(plugin).always(() => deliver(event)) // its script must have registered it by then
    })
    return deferred.promise()
  }

  return {
    register: (command, handler) => {
      if (isFunction(handler)) handlers.set(command, handler)
      else handlers.delete(command)
    },
    before: (command, hook) => {
      hooks.set(command, [...(hooks.get(command) ?? []), hook])
    },
    issue
  }
}
