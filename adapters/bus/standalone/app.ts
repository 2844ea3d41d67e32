/** Stands in for the incumbent's core on a page without it: the QuickBus, extensions, `App.ready`, `onReady`, preloading. */
import { isObject } from '../../../lib/data'
import { attempt, guarded, isFunction, throwLater } from '../../guarded'
import type { Store } from '../../transports/Environment'
import type { Page, QuickBus, Widgets } from '../Page'
import type { Bus, CommandEvent, Plugin } from '../Plugin'
import { autoLoadList } from './autoLoadList'
import type { AutoLoadList } from './autoLoadList'
import { common } from './common'
import { isText } from './text'

/** Ms after `App.ready`, as the incumbent waits. */
const PRELOAD_DELAY = 100

/** A field of an object of the site, which may be anything; `undefined` when reading it throws. */
const fieldOf = (u: unknown, key: string): unknown => attempt(() => Object(u)[key])

/** The members of a list or of an object of the site: any of them may be anything. None when they cannot be listed. */
const valuesOf = (u: unknown): ReadonlyArray<unknown> => (isObject(u) ? attempt(() => Object.values(u)) ?? [] : [])

/** Calls a function of the site; does nothing for what is none. */
const call = (f: unknown, ...given: ReadonlyArray<unknown>): void => {
  if (isFunction(f)) guarded(throwLater, () => f(...given))
}

/** The page and the bus that are started. */
export interface AppOptions {
  /** A new one, on which all names are free. */
  readonly bus: Bus
  readonly page: Page
  /** What survives navigation. `main`: the site's section of that name. */
  readonly storeOf: (main: unknown) => Store
}

/**
 * Registers `App` and `QuickBus`, and shows the latter and `common` in `window._genesys.widgets`. What it returns takes
 * the page's configuration from there and starts everything: to be called once.
 */
export const createApp = ({ bus, page, storeOf }: AppOptions): (() => void) => {
  const app = bus.registerPlugin('App') as Plugin // all names of a new bus are free
  const quickBus: QuickBus = { ...(bus.registerPlugin('QuickBus') as Plugin), registerPlugin: bus.registerPlugin }

  /** The page's own scripts may have put another object there since. */
  const show = (): Widgets => {
    page._genesys ??= {}
    page._genesys.widgets ??= {}
    const { widgets } = page._genesys
    guarded(throwLater, () => Object.assign(widgets, { bus: quickBus, common })) // throws when the site froze it
    return widgets
  }

  /** An extension is a function, or the address of a script. */
  const runExtension = (extension: unknown): void => call(extension, page.jQuery, bus, common)
  const loadExtension = (extension: unknown): void => {
    if (isText(extension)) bus.loadFile(extension)
  }

  const autoLoaded = (): AutoLoadList => autoLoadList(storeOf(fieldOf(page._genesys?.widgets, 'main')))
  /** The plugin that is named, or else the one that asks. */
  const nameIn = ({ data, commander }: CommandEvent): string => {
    const name = fieldOf(data, 'name')
    return isText(name) ? name : commander
  }

  app.registerCommand('registerExtension', ({ data, deferred }) => {
    const extension = fieldOf(data, 'extension')
    runExtension(extension)
    loadExtension(extension)
    deferred.resolve()
  })
  app.registerCommand('registerAutoLoad', (event) => {
    autoLoaded().add(nameIn(event))
    event.deferred.resolve()
  })
  app.registerCommand('deregisterAutoLoad', (event) => {
    autoLoaded().remove(nameIn(event))
    event.deferred.resolve()
  })
  show()

  return () => {
    const widgets = show()
    const extensions = valuesOf(fieldOf(widgets, 'extensions'))
    extensions.forEach(runExtension)
    app.ready()
    app.republish('ready', widgets)
    call(fieldOf(widgets, 'onReady'), quickBus)
    extensions.forEach(loadExtension)
    page.setTimeout(() => {
      const preloaded = [...valuesOf(fieldOf(fieldOf(widgets, 'main'), 'preload')), ...autoLoaded().names()]
      for (const name of preloaded) {
        if (isText(name)) bus.loadPlugin(name)
      }
    }, PRELOAD_DELAY)
  }
}
