/** What transports need, as a browser has it. */
import { isObject } from '../../lib/data'
import type { Environment } from '../transports/Environment'
import { cookieStore } from './cookies'
import { online$ } from './online'
import { page } from './page'
import { save } from './save'
import { siteTabs } from './tabs'
import { upload } from './upload'
import { uuid } from './uuid'
import { wakes$ } from './wakes'

/**
 * The environment for a transport on a page: `guestChat.open(config, browserEnvironment(main))`.
 * `main`: the site's section of that name; its `deploymentID` and `cookieOptions` decide on cookies, and GMS reads `header`
 * and `lang`. Anything else counts as empty.
 */
export const browserEnvironment = (main?: unknown): Environment => ({
  fetch: (input, init) => fetch(input, init), // looked up at every call: a page may replace it
  upload,
  WebSocket,
  store: cookieStore(isObject(main) ? main : {}),
  uuid,
  random: Math.random,
  online$,
  wakes$,
  page,
  site: isObject(main) ? main : {},
  save,
  tabs: siteTabs(isObject(main) ? main : {})
})
