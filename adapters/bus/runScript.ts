/** What a script bundle does when it is evaluated: takes its place on the page's bus, or brings one. */
import { browserEnvironment, inputs } from '../browser'
import { SELF } from '../../lib'
import type { BackEnd, Environment } from '../transports/Environment'
import { boot } from './boot'
import type { Page } from './Page'
import { register } from './register'
import { createApp } from './standalone/app'
import { createBus } from './standalone/global'
import { afterLoad, whenSettled } from './whenSettled'

/** The data key `by` of the plugin says who serves it. */
const NAME = 'webchat-service'

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
  const { start } = boot({ plugin, backEnds, environment, inputs })
  plugin.subscribe('App.ready', ({ data }) => start(data))
  if (!found) return whenSettled(page, createApp(bus, page))
  afterLoad(page, () => {
    if (!plugin.registry().App) start(page._genesys?.widgets) // a bus without the incumbent's core: nobody else will tell
  })
}
