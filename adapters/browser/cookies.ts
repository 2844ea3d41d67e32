/** Keeps what must survive navigation in session cookies of the whole site; where they are refused, in the tab. */
import Cookies from 'js-cookie'
import { isPlain } from '../../lib/data'
import type { Store } from '../transports/Environment'
import { tabStore } from './tabStore'

/** The site's `main` section, as far as cookies are concerned. */
export interface CookieConfig {
  /** Prefix of every name, for several deployments on one site. */
  readonly deploymentID?: unknown
  /** As js-cookie has them: `domain`, `path`, `secure`, `sameSite`, `expires` in days. */
  readonly cookieOptions?: unknown
}

const PROBE = '_webchat-service'

const attempt = <A>(read: () => A): A | undefined => {
  try {
    return read()
  } catch {
    return undefined // a sandboxed frame refuses every access
  }
}

/** The shortest parent domain that takes a cookie: the registrable one. `undefined` for addresses and single names. */
export const registrableDomain = (hostname: string): string | undefined => {
  const labels = hostname.split('.')
  if (/^[\d.]+$|:/.test(hostname)) return undefined
  return labels
    .map((_, i) => labels.slice(labels.length - 1 - i).join('.'))
    .slice(1)
    .find((domain) => {
      Cookies.set(PROBE, '1', { domain })
      const taken = Cookies.get(PROBE) === '1'
      Cookies.remove(PROBE, { domain })
      return taken
    })
}

export const cookieStore = ({ deploymentID, cookieOptions }: CookieConfig = {}, fallback: Store = tabStore()): Store => {
  const given: Cookies.CookieAttributes = isPlain(cookieOptions) ? cookieOptions : {}
  const options: Cookies.CookieAttributes = {
    path: '/',
    sameSite: 'strict',
    secure: location.protocol === 'https:',
    domain: 'domain' in given ? undefined : attempt(() => registrableDomain(location.hostname)),
    ...given
  }
  const named = (key: string): string => (typeof deploymentID === 'string' && deploymentID !== '' ? `${deploymentID}.${key}` : key)
  const read = (name: string): string | undefined => attempt(() => Cookies.get(name))
  return {
    get: (key) => read(named(key)) ?? fallback.get(named(key)),
    set: (key, value) => {
      const name = named(key)
      attempt(() => Cookies.set(name, value, options))
      if (read(name) === value) fallback.remove(name)
      else fallback.set(name, value)
    },
    remove: (key) => {
      attempt(() => Cookies.remove(named(key), options))
      fallback.remove(named(key))
    }
  }
}
