/** Loads plugins, files and modules on demand, each as a script element of its own: no eval, nothing inline. */
import { createDeferred } from '../deferred'
import type { Report } from '../listeners'
import type { Result } from '../Result'
import type { Settings } from './settings'

/** Runs a script file. */
export type Inject = (url: string, loaded: (event: unknown) => void, failed: () => void) => void

export interface Loading {
  /** What a command for an unknown plugin waits for: shares a load that is under way. */
  readonly need: (plugin: string) => Result
  readonly plugin: (name: string) => Result
  readonly file: (url: string) => Result
  readonly module: (name: string) => Result
  readonly registerModule: (name: string, value: unknown) => boolean
}

/** Scripts of a page ask with anything. */
const isText = (u: unknown): boolean => typeof u === 'string' && u !== ''

export const createLoading = (inject: Inject, settings: Settings, isRegistered: (name: string) => boolean, report: Report): Loading => {
  const files = new Map<string, Result>()
  const modules = new Map<string, unknown>()

  const rejected = (...reason: ReadonlyArray<unknown>): Result => createDeferred(report).rejectWith(undefined, reason).promise()

  const file = (url: string): Result => {
    const known = files.get(url)
    if (known) return known
    if (!isText(url)) return rejected()
    const deferred = createDeferred(report)
    files.set(url, deferred.promise())
    inject(url, deferred.resolve, () => {
      files.delete(url) // the next one tries again
      deferred.reject(`Could not load plugin file: ${url}`)
    })
    return deferred.promise()
  }

  /** Where a plugin's script is; `undefined` when it may not be loaded. */
  const locate = (name: string): string | undefined => {
    if (!isText(name)) return undefined
    const { pluginMap, pluginsPath, pluginFilenameFormat } = settings
    const mapped = pluginMap[name] ?? pluginMap[name.toLowerCase()]
    if (mapped) return typeof mapped === 'string' && mapped.endsWith('.js') ? mapped : undefined
    return mapped === false ? undefined : pluginsPath + pluginFilenameFormat.replace('plugin', () => name).toLowerCase()
  }

  const need = (name: string): Result => {
    const url = locate(name)
    return url === undefined ? rejected() : file(url)
  }

  return {
    need,
    file,
    plugin: (name) => {
      const url = locate(name)
      return url === undefined || isRegistered(name) || files.has(url) ? rejected() : file(url)
    },
    module: (name) =>
      modules.has(name)
        ? createDeferred(report).resolve(modules.get(name)).promise()
        : file(`${settings.pluginsPath}${name}.mod.js`).pipe(() => modules.get(name)),
    registerModule: (name, value) => !modules.has(name) && Boolean(modules.set(name, value))
  }
}
