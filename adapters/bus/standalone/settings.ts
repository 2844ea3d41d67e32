/** What `CXBus.configure` can set. */
import { isObject } from '../../../lib/data'
import { attempt } from '../../guarded'

/** What a bus goes by, each time anew: it may be set at any time. */
export interface Settings {
  /** Whether subscribers and handlers run later, each in a task of its own. Otherwise they run inside `publish` and `command`. */
  async: boolean
  /** Where plugins' scripts are: empty, or an address that ends with a slash. */
  pluginsPath: string
  /** A script's file name; `plugin` in it is replaced by the plugin's name. */
  pluginFilenameFormat: string
  /** A script's URL by its plugin's name, as it is or in lower case; `false` forbids loading. */
  pluginMap: Readonly<Record<string, unknown>>
  /** Whether anybody may have any plugin's interface. */
  unlocked: boolean
}

/** The incumbent's defaults. */
export const createSettings = (): Settings => ({
  async: true,
  pluginsPath: '',
  pluginFilenameFormat: 'plugin.min.js',
  pluginMap: {},
  unlocked: false
})

const withSlash = (path: string): string => (path === '' || path.endsWith('/') ? path : `${path}/`)

/** Takes over what is given. Other names are ignored, and so are values of another type than the present one's. */
export const configure = (settings: Settings, options: unknown): void => {
  for (const [key, present] of Object.entries(settings)) {
    const given: unknown = attempt(() => Object(options)[key])
    const fits = isObject(present) ? isObject(given) : typeof given === typeof present
    if (fits) Object.assign(settings, { [key]: given })
  }
  settings.pluginsPath = withSlash(settings.pluginsPath)
}
