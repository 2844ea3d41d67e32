/** Keeps what must survive navigation in session cookies of the whole site; where they are refused, in the tab. */
import Cookies from 'js-cookie'
import { isPlain } from '../../lib/data'
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'
import { eitherOf } from './store'
import { tabStore } from './tabStore'

/** The site's `main` section, as far as cookies are concerned. */
export interface CookieConfig {
  /** Prefix of every name, for several deployments on one site. */
  readonly deploymentID?: unknown
  /** As js-cookie has them: `domain`, `path`, `secure`, `sameSite`, `expires` in days. */
  readonly cookieOptions?: unknown
}

const PROBE = '_webchat-service'

/** The shortest parent domain that takes a cookie: the registrable one. `undefined` for addresses and single names. */
export const registrableDomain = (hostname: string): string | undefined =>
  /^[\d.]+$/.test(hostname)
    ? undefined
    : hostname
        .split('.')
        .map((_, i, labels) => labels.slice(-1 - i).join('.'))
        .slice(1)
        .find((domain) => {
          Cookies.set(PROBE, PROBE, { domain })
          const taken = Cookies.get(PROBE)
          Cookies.remove(PROBE, { domain })
          return taken
        })

export const cookieStore = ({ deploymentID, cookieOptions }: CookieConfig = {}, fallback: Store = tabStore()): Store => {
  const { domain = attempt(() => registrableDomain(location.hostname)), ...given }: Cookies.CookieAttributes = isPlain(cookieOptions) ? cookieOptions : {}
  const options: Cookies.CookieAttributes = { path: '/', sameSite: 'strict', secure: location.protocol === 'https:', domain, ...given }
  return eitherOf(
    { get: (name) => Cookies.get(name), set: (name, value) => Cookies.set(name, value, options), remove: (name) => Cookies.remove(name, options) },
    fallback,
    typeof deploymentID === 'string' && deploymentID ? `${deploymentID}.` : ''
  )
}
