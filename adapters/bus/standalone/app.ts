/** Stands in for the incumbent's core on a page without it: the QuickBus, extensions, `App.ready`, `onReady`, preloading. */
import { guarded, isFunction, throwLater } from '../listeners'
import type { Page, QuickBus, Widgets } from '../Page'
import type { Bus } from '../Plugin'
import { common } from './common'

/** Ms after `App.ready`, as the incumbent waits. */
const PRELOAD_DELAY = 100

export interface App {
  /** Shows `bus` and `common` in `window._genesys.widgets`. */
  readonly show: () => Widgets
  /** Takes the page's configuration. Once. */
  readonly start: () => void
}

const valuesOf = (u: unknown): ReadonlyArray<unknown> => (typeof u === 'object' && u !== null ? Object.values(u) : [])

/** `undefined` when the bus has its `App` or QuickBus already. */
export const createApp = (bus: Bus, page: Page): App | undefined => {
  const app = bus.registerPlugin('App')
  const quick = bus.registerPlugin('QuickBus')
  if (!app || !quick) return undefined
  const quickBus: QuickBus = { ...quick, registerPlugin: bus.registerPlugin }

  const call = (f: unknown, ...given: ReadonlyArray<unknown>): void => {
    if (isFunction(f)) guarded(throwLater, () => f(...given))
  }

  const extend = (extension: unknown): void => {
    if (typeof extension === 'string') bus.loadFile(extension)
    else call(extension, page.jQuery, bus, common)
  }

  const show = (): Widgets => {
    const genesys = (page._genesys ??= {})
    const widgets = (genesys.widgets ??= {})
    Object.entries({ bus: quickBus, common }).forEach(([key, value]) => Reflect.set(Object(widgets), key, value)) // does not throw when the site froze it
    return widgets
  }

  app.registerCommand('registerExtension', ({ data, deferred }) => {
    extend((data as { extension?: unknown }).extension) // options are objects
    deferred.resolve()
  })

  return {
    show,
    start: () => {
      const widgets = show()
      const extensions = valuesOf(widgets.extensions)
      extensions.filter(isFunction).forEach(extend)
      app.ready()
      app.republish('ready', widgets)
      call(widgets.onReady, quickBus)
      extensions.filter((extension) => typeof extension === 'string').forEach(extend)
      const { preload } = Object(widgets.main)
      page.setTimeout(() => valuesOf(preload).forEach((name) => typeof name === 'string' && bus.loadPlugin(name)), PRELOAD_DELAY)
    }
  }
}
