/** Stands in for the incumbent's core on a page without it: the QuickBus, extensions, `App.ready`, `onReady`, preloading. */
import { isObject } from '../../../lib/data'
import { guarded, isFunction, throwLater } from '../../guarded'
import type { Page, Widgets } from '../Page'
import type { Bus, Plugin } from '../Plugin'
import { common } from './common'

/** Ms after `App.ready`, as the incumbent waits. */
const PRELOAD_DELAY = 100

const valuesOf = (u: unknown): ReadonlyArray<unknown> => (isObject(u) ? Object.values(u) : [])

const call = (f: unknown, ...given: ReadonlyArray<unknown>): unknown => guarded(throwLater, () => isFunction(f) && f(...given))

/** On a new bus. Shows it and `common` in `window._genesys.widgets`; what it returns takes the page's configuration, once. */
export const createApp = (bus: Bus, page: Page): (() => void) => {
  const app = bus.registerPlugin('App') as Plugin // all names of a new bus are free
  const quickBus = { ...(bus.registerPlugin('QuickBus') as Plugin), registerPlugin: bus.registerPlugin }

  const show = (): Widgets => {
    const widgets = ((page._genesys ??= {}).widgets ??= {})
    call(Object.assign, widgets, { bus: quickBus, common }) // throws when the site froze it
    return widgets
  }

  const extend = (extension: unknown): void => {
    if (typeof extension === 'string') bus.loadFile(extension)
    else call(extension, page.jQuery, bus, common)
  }

  app.registerCommand('registerExtension', ({ data, deferred }) => {
    extend(Object(data).extension)
    deferred.resolve()
  })
  show()

  return () => {
    const widgets = show()
    const extensions = valuesOf(widgets.extensions)
    extensions.filter(isFunction).forEach(extend)
    app.ready()
    app.republish('ready', widgets)
    call(widgets.onReady, quickBus)
    extensions.filter((extension) => !isFunction(extension)).forEach(extend)
    page.setTimeout(() => valuesOf(Object(widgets.main).preload).forEach((name) => bus.loadPlugin(name as string)), PRELOAD_DELAY) // the bus looks what it is
  }
}
