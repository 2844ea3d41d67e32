/** What a script bundle does when it is evaluated: takes its place on the page's bus, or brings one. */
import { browserEnvironment, inputs } from '../browser'
import { SELF } from '../../lib'
import { sharedAmongTabs } from '../tabs/sharedAmongTabs'
import type { BackEnd, Environment } from '../transports/Environment'
import { autoLoad } from './autoLoad'
import { boot } from './boot'
import type { Page } from './Page'
import { register } from './register'
import { createApp } from './standalone/app'
import { createBus } from './standalone/createBus'
import { isConfigured, whenLoaded, whenSettled } from './whenSettled'

/** Ms after the page has loaded in which the incumbent's core may still come. */
const GRACE = 5_000

/** The data key `by` of the plugin says who serves it. */
const NAME = 'webchat-service'

/** `environment` gets the site's `main` section. */
export const runScript = (
  page: Page,
  backEnds: ReadonlyArray<BackEnd>,
  environment: (main: unknown) => Environment = browserEnvironment
): void => {
  const found = page.CXBus
  if (found?.data?.(`${SELF}.by`) === NAME) return // included twice; the oldest buses cannot tell
  const bus = found ?? createBus()
  page.CXBus = bus
  const plugin = register(bus)
  if (!plugin) return // the name is taken for good: the page keeps what it has
  plugin.data('by', NAME)
  const nothingStored = found ? autoLoad(plugin) : undefined
  const { start } = boot({ plugin, backEnds: backEnds.map(sharedAmongTabs), environment, inputs, nothingStored })

  if (!found) {
    plugin.subscribe('App.ready', ({ data: widgets }) => start(widgets))
    whenSettled(page, createApp({ bus, page, storeOf: (main) => environment(main).store }))
    return
  }
  plugin.subscribe('App.ready', ({ data: widgets }) => {
    if (isConfigured(widgets)) start(widgets)
    else whenLoaded(page, () => start(widgets)) // a script that is still to come may write it there
  })
  const startWithoutCore = (): void => {
    if (!plugin.registry().App) start(page._genesys?.widgets) // nobody else will
  }
  whenLoaded(page, () => page.setTimeout(startWithoutCore, GRACE))
}
