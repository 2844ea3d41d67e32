/** What transports need, as Node has it: sockets of `ws` or Node's own, and memory for what a browser keeps in cookies. */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Ws from 'ws'
import { memoryStore } from '../memoryStore'
import type { Environment, Socket, Store } from '../transports/Environment'

const SOCKET_OPTIONS = {
  /** Ms that a socket which we close waits for the other side. With the 30 s of `ws`, a dead connection would keep the process that long. */
  closeTimeout: 2_000,
  /** Ms until a connection must have come about. */
  handshakeTimeout: 30_000
}

/** How a socket is made of an address alone, as in a browser. */
type SocketClass = new (url: string) => Socket

/** `ws`, where the project has installed it. The ES module's build says what `__filename` is there. */
const installed = (): typeof Ws | undefined => {
  try {
    return createRequire(__filename)('ws')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
    if (isMissing) return undefined
    throw error
  }
}

/** A socket of `ws` with our options, else Node's own. Throws an `Error` that says what to install where there is neither. */
const socketClass = (): SocketClass => {
  const ws = installed()
  if (ws !== undefined) {
    class NodeSocket extends ws.WebSocket {
      constructor(url: string) {
        super(url, SOCKET_OPTIONS)
      }
    }
    // The events of `ws` carry more than the port asks for, and its types say so in another way.
    return NodeSocket as unknown as SocketClass
  }
  // Node 22 has one, which this project's type definitions for Node 20 do not know.
  const { WebSocket } = globalThis as { readonly WebSocket?: SocketClass }
  if (WebSocket !== undefined) return WebSocket
  throw new Error('nodeEnvironment: this version of Node has no WebSocket. Install the package ws (npm install ws), or use Node 22.')
}

/** Sends a file by PUT and answers with the HTTP status. `fetch` does not tell how far it is, so `progress` hears nothing. Redirects are not followed: their status is the answer. */
export const upload: Environment['upload'] = async ({ url, headers, body, signal }) => {
  const response = await fetch(url, { method: 'PUT', headers, body, signal, redirect: 'manual', credentials: 'omit' })
  return response.status
}

/**
 * The environment for a transport in Node: `guestChat.open(config, nodeEnvironment())`. Sockets come from the package `ws` where it is
 * installed, else from Node itself, from version 22 on; an `Error` says so where there is neither.
 * `store` keeps what a chat needs to be restored; one that writes to a disk brings sessions from one run to the next. The default is memory.
 */
export const nodeEnvironment = ({ store = memoryStore() }: { readonly store?: Store } = {}): Environment => ({
  fetch: globalThis.fetch,
  upload,
  WebSocket: socketClass(),
  store,
  uuid: randomUUID,
  random: Math.random
})
