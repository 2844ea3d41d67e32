/** Stands in for the incumbent's core on a page without it: the QuickBus, extensions, `App.ready`, `onReady`, preloading. */
import { isObject } from '../../../lib/data'
import { guarded, isFunction, throwLater } from '../../guarded'
import type { Page, Widgets } from '../Page'
import type { Bus, Plugin } from '../Plugin'
import { common } from './common'

/** Ms after `App.ready`, as the incumbent waits. */
const PRELOAD_DELAY = 100

/** Taken for texts: the bus looks what they are. */
const valuesOf = (u: unknown): ReadonlyArray<string> => (isObject(u) ? Object.values(u) : [])

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

  /** An extension is a function or the address of a script. This leaves scripts alone, and the bus what is no address. */
  const run = (extension: unknown): unknown => call(extension, page.jQuery, bus, common)

  app.registerCommand('registerExtension', ({ data, deferred }) => {
    const { extension } = Object(data)
    run(extension)
    bus.loadFile(extension)
    deferred.resolve()
  })
  show()

  return () => {
    const widgets = show()
    const extensions = valuesOf(widgets.extensions)
    extensions.forEach(run)
    app.ready()
    app.republish('ready', widgets)
    call(widgets.onReady, quickBus)
    extensions.forEach(bus.loadFile)
    page.setTimeout(() => valuesOf(Object(widgets.main).preload).forEach(bus.loadPlugin), PRELOAD_DELAY)
  }
}
