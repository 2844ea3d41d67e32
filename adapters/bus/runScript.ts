/** What a script bundle does when it is evaluated: takes its place on the page's bus, or brings one. */
import { browserEnvironment, inputs } from '../browser'
import { SELF } from '../../lib'
import type { BackEnd, Environment } from '../transports/Environment'
import { boot } from './boot'
import type { Page } from './Page'
import { register } from './register'
import { createApp } from './standalone/app'
import { createBus } from './standalone/createBus'
import { whenLoaded, whenSettled } from './whenSettled'

/** Ms after the page has loaded in which the incumbent's core may still come. */
const GRACE = 5_000

/** The data key `by` of the plugin says who serves it. */
const NAME = 'webchat-service'

export const runScript = (
  page: Page,
  backEnds: ReadonlyArray<BackEnd>,
  environment: (main: unknown) => Environment = browserEnvironment
): void => {
  const found = page.CXBus
  if (found?.data?.(`${SELF}.by`) === NAME) return // included twice; the oldest buses cannot tell
  const bus = (page.CXBus = found ?? createBus())
  const plugin = register(bus)
  if (!plugin) return // the name is taken for good: the page keeps what it has
  plugin.data('by', NAME)
  const { start } = boot({ plugin, backEnds, environment, inputs })
  plugin.subscribe('App.ready', ({ data }) => start(data))
  if (!found) whenSettled(page, createApp(bus, page))
  else whenLoaded(page, () => page.setTimeout(() => plugin.registry().App ?? start(page._genesys?.widgets), GRACE)) // without the incumbent's core nobody else will tell
}
