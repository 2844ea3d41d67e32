/** Decides whether an address that a server handed out may be used: nothing goes out unencrypted, except on this machine. */
import { attempt } from '../guarded'

/** What an address is accepted by. */
export interface AddressRule {
  /** The scheme that is expected: `wss` for sockets, `https` for requests. */
  readonly secure: 'wss' | 'https'
  /** The address that the site has configured. Where it is plain `http:` itself, its host is accepted without encryption. */
  readonly configured: string
}

/** The schemes without encryption, each for its secure one. */
const PLAIN: Readonly<Record<AddressRule['secure'], string>> = { wss: 'ws:', https: 'http:' }

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** As the platform reads addresses, which is what will be connected to; `undefined`: it is none. */
const parse = (address: string): URL | undefined => attempt(() => new URL(address))

/** What a refused address should have been, as a sentence for people. The address itself is left out: it may hold a token. */
export const REFUSED_ADDRESS = 'The server named an address that is not encrypted. It was not used.'

/**
 * Whether `address` may be connected to: `wss:` or `https:`, as the rule says. Without encryption only on a loopback
 * host, and on the host that the site has configured with `http:` itself. `data:`, `blob:`, `javascript:` and what is no
 * address never.
 */
export const isAcceptable = (address: string, { secure, configured }: AddressRule): boolean => {
  const url = parse(address)
  if (url === undefined) return false
  if (url.protocol === `${secure}:`) return true
  if (url.protocol !== PLAIN[secure]) return false
  if (LOOPBACK.test(url.hostname)) return true
  const own = parse(configured)
  return own?.protocol === 'http:' && own.hostname === url.hostname
}
