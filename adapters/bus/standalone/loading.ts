/** Loads script files, plugins by name, and modules, each once. */
import { guarded } from '../../guarded'
import { createDeferred } from '../deferred'
import type { Result } from '../Result'
import type { Members } from './registry'
import type { Settings } from './settings'
import { isText } from './text'

/** Runs a script file: `loaded` gets the load event; `failed` is called when there is no such file. */
export type Inject = (url: string, loaded: (event: unknown) => void, failed: () => void) => unknown

/** With a script element: no eval and nothing inline, which strict pages forbid. */
export const injectElement: Inject = (src, onload, onerror) => {
  document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror }))
}

/** Each answers with a result that is done once the script has run, and fails when it cannot be had. */
export interface Loading {
  /** Runs a script file, once per URL; one that failed is tried again. Refused when it is no text. */
  readonly loadFile: (url: unknown) => Result
  /** Runs the script of a plugin. Refused when the plugin is registered, or its script was asked for before. */
  readonly loadPlugin: (name: unknown) => Result
  /** Runs the script of a plugin, unless it has run: for a command that needs the plugin. */
  readonly loadFor: (plugin: string) => Result
  /** Gives what was registered under that name; loads `<pluginsPath><name>.mod.js` first when there is none. */
  readonly loadModule: (name: string) => Result
  /** `false` when the name is taken. */
  readonly registerModule: (name: string, value: unknown) => boolean
}

interface LoadingOptions {
  readonly settings: Settings
  readonly members: Members
  readonly inject: Inject
}

const refused = (): Result => createDeferred().reject().promise()

const own = (map: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined)

/** Nothing is loaded yet. */
export const createLoading = ({ settings, members, inject }: LoadingOptions): Loading => {
  /** By URL: those that have run, and those on their way. */
  const files = new Map<unknown, Result>()
  const modules = new Map<string, unknown>()

  const loadFile = (url: unknown): Result => {
    if (!isText(url)) return refused()
    const known = files.get(url)
    if (known) return known
    const deferred = createDeferred()
    const failed = (): void => {
      files.delete(url) // the next one tries again
      deferred.reject(`Could not load plugin file: ${url}`)
    }
    files.set(url, deferred.promise())
    guarded(failed, () => inject(url, deferred.resolve, failed)) // a page may forbid script elements, or have no document
    return deferred.promise()
  }

  /** Where a plugin's script is: no text when it may not be loaded. */
  const scriptOf = (name: string): unknown => {
    const { pluginMap, pluginsPath, pluginFilenameFormat } = settings
    const mapped = own(pluginMap, name) ?? own(pluginMap, name.toLowerCase())
    if (mapped !== undefined && mapped !== null) return mapped
    const file = pluginFilenameFormat.replace('plugin', () => name) // a function: a text may have patterns in it
    return pluginsPath + file.toLowerCase()
  }

  const isRegistered = (name: string): boolean => Object.keys(members.listings).some((other) => other.toLowerCase() === name.toLowerCase())

  return {
    loadFile,
    loadPlugin: (name) => {
      if (!isText(name) || isRegistered(name)) return refused()
      const script = scriptOf(name)
      return files.has(script) ? refused() : loadFile(script)
    },
    loadFor: (plugin) => (plugin === '' ? refused() : loadFile(scriptOf(plugin))),
    loadModule: (name) => {
      const there = modules.has(name) ? createDeferred().resolve() : loadFile(`${settings.pluginsPath}${name}.mod.js`)
      return there.pipe(() => modules.get(name))
    },
    registerModule: (name, value) => {
      if (modules.has(name)) return false
      modules.set(name, value)
      return true
    }
  }
}
