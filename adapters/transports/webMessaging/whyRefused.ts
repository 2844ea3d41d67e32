/**
 * Why a chat finds no connection at its beginning. Browsers hide it, but what a deployment publishes can be read by every
 * page: what it says, or that it cannot be had, tells.
 */
import * as E from 'fp-ts/Either'
import { map, of } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { isPlain } from '../../../lib/data'
import { attempt } from '../../guarded'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { WebMessagingConfig } from './config'
import { publishedAt } from './deployment'
import type { Deployment } from './deployment'

/** Ms: the caller waits for it. */
const PATIENCE = 3_000

/** No connection came about: `REFUSED`, as far as its fields go. */
export const isRefused = ({ status, errorReason }: Response): boolean => errorReason === 'refused' && (status === 0 || status === 403)

/** The host of an address, or the address where it has none. */
const hostOf = (address: string): string => attempt(() => new URL(address).hostname) ?? address

/** The host of the page; `undefined` where there is no page. */
const siteOf = ({ page }: Environment): string | undefined => {
  const address = page?.()['_genesys_url']
  return address === undefined ? undefined : hostOf(address)
}

/**
 * Whether a deployment lets this site in, by its `domains.json`; `undefined`: it does not say. A host name, its subdomains, or
 * `.suffix`; an entry with a scheme or a port never matches, and an empty list lets nobody in. Source: published notes on the
 * official web client.
 */
export const lets = (site: string | undefined, domains: unknown): boolean | undefined => {
  if (!isPlain(domains)) return undefined
  const { allowAllDomains, allowedDomains } = domains
  if (allowAllDomains === true) return true
  if (!Array.isArray(allowedDomains)) return undefined
  if (allowedDomains.length === 0) return false
  if (site === undefined) return undefined
  const host = site.toLowerCase()
  return allowedDomains.some((entry) => {
    const domain = String(entry).toLowerCase()
    return host === domain || host.endsWith(domain.startsWith('.') ? domain : `.${domain}`)
  })
}

/** The same refusal, with a sentence that names what is in the way, as far as that can be found out. One answer, in time. */
export const whyRefused = (environment: Environment, config: WebMessagingConfig, { published }: Deployment, refusal: Response): Observable<Response> => {
  const { deploymentId, configURL, messagingURL } = config
  const named = (statusText: string): Response => ({ ...refusal, statusText })
  const [socketHost, configHost] = [hostOf(messagingURL), hostOf(configURL)]
  if (published === 'missing') return of(named(`There is no connection: ${configHost} knows no deployment ${deploymentId}.`))
  if (published === 'unreachable') {
    return of(named(`There is no connection: neither ${configHost} nor ${socketHost} can be reached. Does the page's Content-Security-Policy allow both (connect-src), and does nothing block them?`))
  }
  if (published === 'unknown') return of(refusal)
  const site = siteOf(environment)
  return request(environment, PATIENCE)({ method: 'GET', url: publishedAt(config, 'domains.json') }).pipe(
    map((answer) => {
      const isLetIn = E.isRight(answer) ? lets(site, answer.right.responseJSON) : undefined
      if (isLetIn === false) return named(`There is no connection: the deployment does not allow the site ${site ?? 'of this chat'}. Its allowed domains are names of hosts, without a scheme and a port.`)
      if (isLetIn === undefined) return refusal
      return named(`There is no connection: ${socketHost} cannot be reached, though the deployment allows this site. Does the page's Content-Security-Policy allow it (connect-src), and does nothing block it?`)
    })
  )
}
