/** What transports need, as a browser has it. */
import { isObject } from '../../lib/data'
import { UNUSABLE } from '../../lib/unusable'
import type { Environment, Store } from '../transports/Environment'
import { cookieStore } from './cookies'
import { online$ } from './online'
import { page } from './page'
import { save } from './save'
import { siteTabs } from './tabs'
import { upload } from './upload'
import { uuid } from './uuid'
import { wakes$ } from './wakes'

const hasPage = (): boolean => typeof document !== 'undefined' && typeof location !== 'undefined'

/** Whoever issued the command is answered with the sentence: by its name the core knows that it is for people to read. */
const noPage = (): Error =>
  Object.assign(
    new Error(
      'browserEnvironment: there is no page here (no document, no location), as on a server that renders pages. Start and restore chats in the browser only, or use nodeEnvironment of webchat-service/node.'
    ),
    { name: UNUSABLE }
  )

/** What `use` gives; throws where there is no page. */
const onPage = <A>(use: () => A): A => {
  if (!hasPage()) throw noPage()
  return use()
}

/** Made when it is first used: making it writes a cookie to try. Throws where there is no page. */
const lazyStore = (make: () => Store): Store => {
  let made: Store | undefined
  const store = (): Store => {
    made ??= onPage(make)
    return made
  }
  return {
    get: (key) => store().get(key),
    set: (key, value, keptFor) => store().set(key, value, keptFor),
    remove: (key) => store().remove(key)
  }
}

/** Stands where there is no `WebSocket`. */
class NoSocket extends EventTarget {
  constructor() {
    super()
    throw noPage()
  }

  send(): void {} // never reached, as nobody can have one
  close(): void {}
}

/**
 * The environment for a transport on a page: `guestChat.open(config, browserEnvironment(main))`.
 * `main`: the site's section of that name; its `deploymentID` and `cookieOptions` decide on cookies, and GMS reads `header`
 * and `lang`. Anything else counts as empty.
 *
 * It may also be made where there is no page, as on a server that renders pages: the service can be set up there, and a command
 * that needs the page, such as `startChat` or `restore`, fails with a sentence that says so.
 */
export const browserEnvironment = (main?: unknown): Environment => ({
  fetch: (input, init) => fetch(input, init), // looked up at every call: a page may replace it
  upload,
  WebSocket: typeof WebSocket === 'undefined' ? NoSocket : WebSocket,
  store: lazyStore(() => cookieStore(isObject(main) ? main : {})),
  uuid,
  random: Math.random,
  online$,
  wakes$,
  page: () => onPage(page),
  save: (content, fileName) => onPage(() => save(content, fileName)),
  site: isObject(main) ? main : {},
  tabs: hasPage() ? siteTabs(isObject(main) ? main : {}) : undefined // Node has locks and channels, too
})
