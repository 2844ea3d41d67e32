/** The place that Node is: `ws` for sockets, memory for what a browser keeps in cookies. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Environment, Socket, Store } from '../transports/Environment'

/** `closeTimeout`: ms that a closed socket waits for the other side. A half-open one would keep the process for 30 s. */
const OPTIONS = { closeTimeout: 2_000, handshakeTimeout: 30_000 }

class NodeSocket extends WebSocket {
  constructor(url: string) {
    super(url, OPTIONS)
  }
}

/** Lasts as long as the process. */
export const memoryStore = (): Store => {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key)
  }
}

/** `fetch` tells no progress. */
export const upload: Environment['upload'] = async ({ url, headers, body, signal }) => (await fetch(url, { method: 'PUT', headers, body, signal })).status

/** `store`: brings sessions from one run to the next. */
export const nodeEnvironment = ({ store = memoryStore() }: { readonly store?: Store } = {}): Environment => ({
  fetch: globalThis.fetch,
  upload,
  // Its events carry more than the port asks for, and its types say so in another way.
  WebSocket: NodeSocket as unknown as new (url: string) => Socket,
  store,
  uuid: randomUUID,
  random: Math.random
})
