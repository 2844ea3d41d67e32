/** Hands each WebSocket request to whoever knows its path. */
import { STATUS_CODES } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Hosts } from './hosts.js'
import { misdirected } from './hosts.js'

/** Whether a WebSocket may be opened, and what happens when it is. */
export type UpgradeAnswer =
  | { readonly accept: true; readonly opened: (socket: WebSocket) => void }
  | { readonly accept: false; readonly status: 401 | 403 | 404 | 503 }

/** Answers for its own paths; `undefined` when the path belongs to someone else. `path` is without its query. */
export type Upgrade = (request: IncomingMessage, path: string) => UpgradeAnswer | undefined

/** Bytes. Guests send nothing on their stream; the largest frame any back end takes is far below this. */
const largestFrame = 1_048_576

/** Serves the upgrades of requests that came under a name of ours. Returns how to stop. */
export const serveUpgrades = (server: Server, upgrades: ReadonlyArray<Upgrade>, hosts: Hosts): (() => void) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame })

  const reject = (socket: Duplex, status: number, why = ''): void => {
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${why.length}\r\n\r\n${why}`)
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (!hosts.knows(request.headers.host)) return reject(socket, 421, misdirected)
    const path = request.url?.split('?', 1)[0] ?? '/'
    for (const upgrade of upgrades) {
      const answer = upgrade(request, path)
      if (answer === undefined) continue
      if (answer.accept) sockets.handleUpgrade(request, socket, head, answer.opened)
      else reject(socket, answer.status)
      return
    }
    reject(socket, 404)
  })

  return () => {
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  }
}
