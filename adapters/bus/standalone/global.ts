/** A bus of our own, for pages without CXBus: the same members, the same behaviour, and an answer where it has none. */
import { isObject } from '../../../lib/data'
import { guarded, isFunction, throwLater } from '../../guarded'
import { createDeferred } from '../deferred'
import type { Bus, BusEvent, CommandEvent, OptionsOf, Plugin, Registry, ResultOf } from '../Plugin'
import type { Deferred, Result } from '../Result'

/** Runs a script file. */
export type Inject = (url: string, loaded: (event: unknown) => void, failed: () => void) => unknown

const isText = (u: unknown): u is string => typeof u === 'string' && u !== ''

type Task = () => unknown
type Subscriber = (event: BusEvent) => unknown

/** Scripts are elements of their own: no eval, nothing inline. */
const element: Inject = (src, onload, onerror) => document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror }))

export const createBus = (inject: Inject = element): Bus => {
  const settings = {
    /** Whether subscribers and handlers run later, one task each. */
    async: true,
    pluginsPath: '',
    /** `plugin` in it is replaced by the name. */
    pluginFilenameFormat: 'plugin.min.js',
    /** Script URL by plugin name; `false` forbids loading. */
    pluginMap: {} as Readonly<Record<string, unknown>>,
    /** Whether anybody may have any plugin's interface. */
    unlocked: false
  }
  /** Each with what tells that it takes commands of others. */
  const plugins = new Map<string, readonly [Plugin, Deferred]>()
  const registry: Registry = {}
  let locked = false
  let master: ReturnType<Bus['registerMaster']>

  const tasks = new Set<Task>() // an array would move all that stay
  /** Ends when it has nothing to give: asked once for each task, it always has. */
  const turns = tasks.values()
  const run = (task: Task): unknown => {
    if (!settings.async) return guarded(throwLater, task)
    tasks.add(task)
    // Every timer takes the task whose turn it is: a browser may delay one of two timers, and order would be lost.
    setTimeout(() => {
      const next = turns.next().value as Task // never the end
      tasks.delete(next)
      next()
    }, 0)
  }

  const files = new Map<unknown, Result>()
  const modules = new Map<string, unknown>()

  /** Scripts of a page ask with anything: what is no text is no file. */
  const loadFile = (url: unknown): Result => {
    const known = files.get(url)
    if (known) return known
    const deferred = createDeferred()
    const result = deferred.promise()
    files.set(url, result)
    if (!isText(url)) deferred.reject()
    else
      inject(url, deferred.resolve, () => {
        files.delete(url) // the next one tries again
        deferred.reject(`Could not load plugin file: ${url}`)
      })
    return result
  }

  /** Where a plugin's script is; no text when it may not be loaded. */
  const locate = (name: string): unknown => {
    const file = settings.pluginFilenameFormat.replace('plugin', name).toLowerCase()
    return settings.pluginMap[name] ?? settings.pluginMap[name.toLowerCase()] ?? settings.pluginsPath + file
  }

  /** By full name. */
  const handlers: Record<string, (event: CommandEvent) => unknown> = {}
  let hooks: ReadonlyArray<readonly [command: string, (options: object) => unknown]> = []
  let subscriptions: ReadonlyArray<readonly [event: string, plugin: string, Subscriber]> = []
  /** How to tell of what was republished. */
  const remembered = new Map<string, (subscriber: Subscriber) => void>()
  /** Data by full name. */
  const values = new Map<string, unknown>()

  const create = (name: string): Plugin => {
    const listed = (registry[name] = { events: [] as string[], commands: [] as string[] })
    const bag: Record<string, unknown> = {}
    const isReady = createDeferred()

    const publishing =
      (remember: boolean) =>
      (own: string, given?: unknown): true => {
        const event = `${name}.${own}`
        const data = given || {} // shared by reference: subscribers change it for those that follow
        const tell = (subscriber: Subscriber): void => {
          const news = { time: Date.now(), publisher: name, event, data }
          run(() => subscriber(news))
        }
        if (remember) remembered.set(event, tell)
        for (const [wanted, , subscriber] of subscriptions) if (wanted === event) tell(subscriber)
        return true
      }
    const publish = publishing(false)

    const plugin: Plugin = {
      publish,
      publishDirect: publish,
      republish: publishing(true),
      subscribe: (event, subscriber) => {
        if (!isFunction(subscriber)) return false
        subscriptions = [...subscriptions, [event, name, subscriber]]
        remembered.get(event)?.(subscriber)
        return event
      },
      // What was republished stays: `ready` reaches who subscribes later, also when nobody listened in between.
      unsubscribe: (event) => {
        const all = subscriptions
        subscriptions = all.filter(([wanted, by]) => wanted !== event || by !== name)
        return all.some(([wanted]) => wanted === event)
      },
      command: <N extends string>(given: N, options?: OptionsOf<N>) => {
        const deferred = createDeferred()
        const command = /\./.test(given) ? given : `${name}.${given}`
        const plugin = command.replace(/\..*/, '')
        const attempt = (act: () => unknown): unknown =>
          guarded((error) => {
            throwLater(error)
            deferred.reject(`Command '${command}' threw an error.`)
          }, act)
        attempt(() => {
          let data: unknown = options || {}
          for (const [hooked, hook] of hooks) if (hooked === command && isObject(data)) data = hook(data)
          if (!isObject(data)) return deferred.reject("Command was cancelled by a 'before' function.")
          const event = { time: Date.now(), commander: name, command, deferred, data }
          const execute = (): unknown =>
            attempt(() => {
              const handler = handlers[command]
              return handler ? handler(event) : deferred.reject(`Command '${command}' does not exist.`)
            })
          const send = (): unknown => {
            const target = plugins.get(plugin)?.[1]
            if (!target) return deferred.reject('Could not load plugin file in given location. Check your plugins path option.')
            return plugin === name ? run(execute) : target.done(() => run(execute))
          }
          return plugins.has(plugin) ? send() : loadFile(plugin && locate(plugin)).always(send)
        })
        return deferred.promise() as Result<ResultOf<N>> // by the table
      },
      before: (command, hook) => {
        if (isFunction(hook)) hooks = [...hooks, [command, hook]]
        return true
      },
      registerCommand: (own, handler) => {
        const command = `${name}.${own}`
        if (!handlers[command]) listed.commands.push(own)
        handlers[command] = handler
        return true
      },
      registerEvents: (names) => void listed.events.push(...[names].flat()),
      namespace: () => name,
      subscribers: () => {
        const all: Record<string, string[]> = {}
        for (const [event, by] of subscriptions) if (event.includes(name)) (all[event] ??= []).push(by)
        return all
      },
      data: ((key?: string, value?: unknown): unknown => {
        if (key === undefined) return bag
        const full = `${name}.${key}`
        const last = values.get(full)
        if (value === undefined || value === null) return last ?? values.get(key)
        // Loose, as plugins expect it: 1 and '1' are no change. The first value always is one.
        if (last != value) {
          const entry = (bag[key] = { last, value, time: Date.now() })
          values.set(full, value)
          publish('data', bag)
          publish(`data.${key}`, entry)
          publish(`data.${key}:${typeof value === 'string' ? `'${value}'` : value}`, entry)
        }
        return value
      }) as Plugin['data'], // by the table
      registry: () => registry,
      ready: () => void isReady.resolve()
    }
    // Every plugin has these: they list, or only make sure that the plugin is loaded.
    ;['COMMANDS', 'EVENTS', 'LOAD'].forEach((command) => plugin.registerCommand(command, ({ deferred }) => deferred.resolve()))
    plugins.set(name, [plugin, isReady])
    return plugin
  }

  // It speaks as a plugin, and has what every plugin has.
  const bus: Bus & Plugin = {
    ...create('CXBus'),
    registerPlugin: (name) => isText(name) && !plugins.has(name) && !locked && create(name),
    registerMaster: () => (master ? undefined : (master = { lock: () => void (locked = true), unlock: () => void (locked = false), config: settings })),
    // Values of another type than the present one's are ignored, and so are names that are not listed.
    configure: (options) => {
      for (const [key, present] of Object.entries(settings)) {
        const value: unknown = Object(options)[key]
        if (typeof value === typeof present && value !== null) Object.assign(settings, { [key]: value })
      }
      settings.pluginsPath = settings.pluginsPath.replace(/[^/]$/, '$&/')
      if (settings.unlocked) bus.getPluginInterface = (name) => plugins.get(name)?.[0]
    },
    loadPlugin: (name) => {
      // Refused: what is no name, what is registered, what was asked for before.
      const known = !isText(name) || Object.keys(registry).some((other) => other.toLowerCase() === name.toLowerCase())
      const url = !known && locate(name)
      return loadFile(!files.has(url) && url)
    },
    loadFile,
    loadModule: (name) => (modules.has(name) ? createDeferred().resolve() : loadFile(`${settings.pluginsPath}${name}.mod.js`)).pipe(() => modules.get(name)),
    registerModule: (name, value) => !modules.has(name) && !!modules.set(name, value)
  }
  bus.ready()
  delete registry.CXBus // it is no plugin that others see
  return bus
}
