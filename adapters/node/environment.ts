/** What transports need, as Node has it: `ws` for sockets, and memory for what a browser keeps in cookies. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { memoryStore } from '../memoryStore'
import type { Environment, Socket, Store } from '../transports/Environment'

const SOCKET_OPTIONS = {
  /** Ms that a socket which we close waits for the other side. With the 30 s of `ws`, a dead connection would keep the process that long. */
  closeTimeout: 2_000,
  /** Ms until a connection must have come about. */
  handshakeTimeout: 30_000
}

/** A socket of `ws` with our options, made of an address alone as the browser's is. */
class NodeSocket extends WebSocket {
  constructor(url: string) {
    super(url, SOCKET_OPTIONS)
  }
}

/** Sends a file by PUT and answers with the HTTP status. `fetch` does not tell how far it is, so `progress` hears nothing. */
export const upload: Environment['upload'] = async ({ url, headers, body, signal }) => {
  const response = await fetch(url, { method: 'PUT', headers, body, signal, credentials: 'omit' })
  return response.status
}

/**
 * The environment for a transport in Node: `guestChat.open(config, nodeEnvironment())`.
 * `store` keeps what a chat needs to be restored; one that writes to a disk brings sessions from one run to the next. The default is memory.
 */
export const nodeEnvironment = ({ store = memoryStore() }: { readonly store?: Store } = {}): Environment => ({
  fetch: globalThis.fetch,
  upload,
  // The events of `ws` carry more than the port asks for, and its types say so in another way.
  WebSocket: NodeSocket as unknown as new (url: string) => Socket,
  store,
  uuid: randomUUID,
  random: Math.random
})
