/** What transports need, as a browser has it. */
import type { Environment } from '../transports/Environment'
import { cookieStore } from './cookies'
import { online$ } from './online'
import { page } from './page'
import { save } from './save'
import { upload } from './upload'
import { uuid } from './uuid'

/** `main`: the site's section of that name; its `deploymentID` and `cookieOptions` decide on cookies. */
export const browserEnvironment = (main?: unknown): Environment => ({
  fetch: (input, init) => fetch(input, init), // looked up at every call: pages replace it
  upload,
  WebSocket,
  store: cookieStore(Object(main)), // its fields are looked at one by one
  uuid,
  random: Math.random,
  online$,
  page,
  save
})
