/** Keeps what must survive navigation in session cookies of the whole site; what they do not take, in the tab. */
import { isPlain } from '../../lib/data'
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'
import { eitherOf, keeps } from './store'
import { tabStore } from './tabStore'

/** The site's `main` section, as far as cookies are concerned. */
export interface CookieConfig {
  /** Prefix of every name, for several deployments on one site. */
  readonly deploymentID?: unknown
  /** Attributes by name: `domain`, `path`, `secure`, `sameSite`, … ; `expires` in days. */
  readonly cookieOptions?: unknown
}

/** Domains whose cookies a page may set, the shortest first: the first that takes one is the registrable one. Then none, as for single names. */
const domainsOf = (hostname: string): ReadonlyArray<string | undefined> =>
  hostname.split('.').map((_, i, labels) => labels[i + 1] && labels.slice(-2 - i).join('.'))

/** Cookies with these attributes: what is `false` or missing is none, and a flag counts by its name. */
const cookies = ({ expires, ...others }: Readonly<Record<string, unknown>>): Store => {
  const seconds = Math.round(Number(`${expires}`) * 86_400) // of a number: a date is none
  const attributes = Object.entries({ 'max-age': seconds, ...others }).map(([name, value]) => (value ? `; ${name}=${value}` : ''))
  const write = (name: string, value: string, ...more: ReadonlyArray<string>): void => {
    document.cookie = [encodeURIComponent(name), '=', encodeURIComponent(value), ...attributes, ...more].join('')
  }
  return {
    get: (name) => {
      const start = `${encodeURIComponent(name)}=`
      const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(start))
      return found && attempt(() => decodeURIComponent(found.slice(start.length))) // somebody else may have written it
    },
    set: write,
    remove: (name) => write(name, '', '; max-age=0')
  }
}

export const cookieStore = ({ deploymentID, cookieOptions }: CookieConfig = {}, fallback: Store = tabStore()): Store => {
  const prefix = typeof deploymentID === 'string' && deploymentID ? `${deploymentID}.` : ''
  const on = (domain?: string): Store =>
    cookies({ path: '/', sameSite: 'strict', secure: location.protocol === 'https:', domain, ...(isPlain(cookieOptions) && cookieOptions) })
  return eitherOf(domainsOf(location.hostname).map(on).find(keeps) ?? fallback, fallback, prefix)
}
