/** Keeps what must survive navigation in session cookies of the whole site; what cookies do not take, in the tab. */
import Cookies from 'js-cookie'
import { isPlain } from '../../lib/data'
import type { Store } from '../transports/Environment'
import { eitherOf, keeps, prefixed } from './store'
import { tabStore } from './tabStore'

/** Ms. */
const DAY = 86_400_000

/** The site's `main` section, as far as cookies are concerned. */
export interface CookieConfig {
  /** Text. Stands before every name, with a dot: for several deployments on one site. */
  readonly deploymentID?: unknown
  /** An object, as js-cookie has it: `domain`, `path`, `secure`, `sameSite`, `expires` in days. */
  readonly cookieOptions?: unknown
}

/** `www.example.co.uk` → `co.uk`, `example.co.uk`, `www.example.co.uk`. An address has no domains, a single name like `localhost` neither. */
const domainsOf = (hostname: string): ReadonlyArray<string> => {
  const isAddress = /^[\d.]+$/.test(hostname)
  if (isAddress) return []
  const labels = hostname.split('.')
  const domains: string[] = []
  for (let count = 2; count <= labels.length; count += 1) domains.push(labels.slice(-count).join('.'))
  return domains
}

/**
 * Cookies for the registrable domain, so that every host of a site sees them: `example.co.uk`. No page can ask which one that is, so each
 * domain is tried, the shortest first, until the browser keeps a cookie: it refuses those of public suffixes. Then without a domain.
 *
 * `fallback` keeps what is too big for a cookie, and everything where cookies are blocked.
 */
export const cookieStore = ({ deploymentID, cookieOptions }: CookieConfig = {}, fallback: Store = tabStore()): Store => {
  const defaults = { sameSite: 'strict', secure: location.protocol === 'https:' } as const
  const options = isPlain(cookieOptions) ? cookieOptions : {}
  const cookiesOf = (domain: string | undefined): Store => {
    const cookies = Cookies.withAttributes({ ...defaults, domain, ...options })
    return {
      get: (key) => cookies.get(key),
      set: (key, value, keptFor) => void cookies.set(key, value, keptFor === undefined ? {} : { expires: keptFor / DAY }),
      remove: (key) => cookies.remove(key)
    }
  }
  const cookies = [...domainsOf(location.hostname), undefined].map(cookiesOf).find(keeps)
  const store = cookies === undefined ? fallback : eitherOf(cookies, fallback)
  return typeof deploymentID === 'string' && deploymentID !== '' ? prefixed(`${deploymentID}.`, store) : store
}
