/** Keeps what must survive navigation in session cookies of the whole site; what they do not take, in the tab. */
import Cookies from 'js-cookie'
import { isPlain } from '../../lib/data'
import type { Store } from '../transports/Environment'
import { eitherOf, keeps } from './store'
import { tabStore } from './tabStore'

/** The site's `main` section, as far as cookies are concerned. */
export interface CookieConfig {
  /** Prefix of every name, for several deployments on one site. */
  readonly deploymentID?: unknown
  /** As js-cookie has them: `domain`, `path`, `secure`, `sameSite`, `expires` in days. */
  readonly cookieOptions?: unknown
}

/** Domains whose cookies a page may set, the shortest first: the first that takes one is the registrable one. Then none, as for addresses and single names. */
const domainsOf = (hostname: string): ReadonlyArray<string | undefined> =>
  hostname
    .replace(/^[\d.]+$/, '')
    .split('.')
    .map((_, i, labels) => labels[i + 1] && labels.slice(-2 - i).join('.'))

export const cookieStore = ({ deploymentID, cookieOptions }: CookieConfig = {}, fallback: Store = tabStore()): Store => {
  const prefix = typeof deploymentID === 'string' && deploymentID ? `${deploymentID}.` : ''
  const cookies = (domain?: string): Store =>
    Cookies.withAttributes({ sameSite: 'strict', secure: location.protocol === 'https:', domain, ...(isPlain(cookieOptions) && cookieOptions) })
  return eitherOf(domainsOf(location.hostname).map(cookies).find(keeps) ?? fallback, fallback, prefix)
}
