/** What `configure` sets. Values of another type than the default's are ignored, and so are names that are not listed. */
import { isPlain } from '../../../lib/data'

export interface Settings {
  /** Whether subscribers and handlers run later, one task each. */
  async: boolean
  pluginsPath: string
  /** `plugin` in it is replaced by the name. */
  pluginFilenameFormat: string
  /** Script URL by plugin name; `false` forbids loading. */
  pluginMap: Record<string, unknown>
  /** Whether anybody may have any plugin's interface. */
  unlocked: boolean
  /** Accepted and kept: ours has no console. */
  debug: boolean
  log: boolean
  logStore: boolean
  loadPlugins: boolean
}

export const defaults = (): Settings => ({
  async: true,
  pluginsPath: '',
  pluginFilenameFormat: 'plugin.min.js',
  pluginMap: {},
  unlocked: false,
  debug: false,
  log: true,
  logStore: false,
  loadPlugins: true
})

/** Changes `settings`. */
export const merge = (settings: Settings, options: unknown): void => {
  if (!isPlain(options)) return
  const fitting = Object.entries(options).filter(
    ([key, value]) => Object.prototype.hasOwnProperty.call(settings, key) && typeof value === typeof settings[key as keyof Settings] && value !== null // the key was just found
  )
  Object.assign(settings, Object.fromEntries(fitting))
  if (settings.pluginsPath) settings.pluginsPath = settings.pluginsPath.replace(/\/?$/, '/')
}
