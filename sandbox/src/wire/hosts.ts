/** The names under which the sandbox may be reached. A page of a foreign name that points to this computer (DNS rebinding) is not answered. */
import { isIP } from 'node:net'

/** What the names are made of. */
export interface HostsParts {
  /** The address that the server was told to bind to. */
  readonly host: string
  /** Further names. */
  readonly allowed: ReadonlyArray<string>
  /** The port that the server listens on. */
  readonly port: () => number
}

/** Knows the names. */
export interface Hosts {
  /** Whether a request with this Host header is answered. */
  readonly knows: (header: string | undefined) => boolean
  /** This server's origin under the name that the request used; the port is always our own. Of a header that it knows. */
  readonly originOf: (header: string | undefined) => string
}

/** What is told to whoever used another name. */
export const misdirected = 'The sandbox answers only under the names of this computer (localhost, 127.0.0.1, [::1]) and the host it was told to bind to. Add a name with --allow-host.\n'

/** The name in a Host header, as URLs write it; undefined when it is no host with a port. */
const nameIn = (header: string): string | undefined => {
  if (/[\s/@?#\\]/.test(header) || !URL.canParse(`http://${header}`)) return undefined
  return new URL(`http://${header}`).hostname
}

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)

const isLoopback = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)

const isAddress = (name: string): boolean => isIP(name.replace(/^\[|\]$/g, '')) !== 0

/** The names of a server. */
export const createHosts = ({ host, allowed, port }: HostsParts): Hosts => {
  const names = new Set([host, ...allowed].map((name) => nameIn(bracketed(name))))
  // Bound to all addresses, it is reached by any of them. An address is no name that somebody could point elsewhere.
  const isEverywhere = host === '0.0.0.0' || host === '::'

  const isOurs = (name: string): boolean => isLoopback(name) || names.has(name) || (isEverywhere && isAddress(name))

  return {
    knows: (header) => {
      const name = header === undefined ? undefined : nameIn(header)
      return name !== undefined && isOurs(name)
    },
    originOf: (header) => `http://${nameIn(header ?? 'localhost') ?? 'localhost'}:${port()}`
  }
}
