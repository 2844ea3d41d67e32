/** Loads plugins, files and modules on demand, each as a script element of its own: no eval, nothing inline. */
import { createDeferred } from '../deferred'
import type { Report } from '../guarded'
import type { Bus } from '../Plugin'
import type { Result } from '../Result'

/** What `configure` sets of it. */
export interface Paths {
  pluginsPath: string
  /** `plugin` in it is replaced by the name. */
  pluginFilenameFormat: string
  /** Script URL by plugin name; `false` forbids loading. */
  pluginMap: Readonly<Record<string, unknown>>
}

/** Runs a script file. */
export type Inject = (url: string, loaded: (event: unknown) => void, failed: () => void) => void

export const inject: Inject = (src, onload, onerror) => document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror }))

type Members = Pick<Bus, 'loadPlugin' | 'loadFile' | 'loadModule' | 'registerModule'>

/** First what a command for an unknown plugin waits for: it shares a load that is under way. */
export const createLoading = (inject: Inject, paths: Paths, isRegistered: (name: string) => boolean, report: Report): [(plugin: string) => Result, Members] => {
  const files = new Map<unknown, Result>()
  const modules = new Map<string, unknown>()

  const rejected = (): Result => createDeferred(report).reject().promise()

  /** Scripts of a page ask with anything: what is no text is no file. */
  const loadFile = (url: unknown): Result => {
    const known = files.get(url)
    if (known) return known
    if (typeof url !== 'string' || !url) return rejected()
    const deferred = createDeferred(report)
    files.set(url, deferred.promise())
    inject(url, deferred.resolve, () => {
      files.delete(url) // the next one tries again
      deferred.reject(`Could not load plugin file: ${url}`)
    })
    return deferred.promise()
  }

  /** Where a plugin's script is; no text when it may not be loaded. */
  const locate = (name: unknown): unknown => {
    if (typeof name !== 'string' || !name) return false
    const { pluginMap, pluginsPath, pluginFilenameFormat } = paths
    const mapped = pluginMap[name] ?? pluginMap[name.toLowerCase()]
    if (mapped) return typeof mapped === 'string' && mapped.endsWith('.js') && mapped
    return mapped !== false && pluginsPath + pluginFilenameFormat.replace('plugin', () => name).toLowerCase()
  }

  return [
    (plugin) => loadFile(locate(plugin)),
    {
      loadPlugin: (name) => {
        const url = locate(name)
        return url && (files.has(url) || isRegistered(name)) ? rejected() : loadFile(url)
      },
      loadFile,
      loadModule: (name) =>
        (modules.has(name) ? createDeferred(report).resolve() : loadFile(`${paths.pluginsPath}${name}.mod.js`)).pipe(() => modules.get(name)),
      registerModule: (name, value) => !modules.has(name) && Boolean(modules.set(name, value))
    }
  ]
}
