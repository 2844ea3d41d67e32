/** What a back end brings to the server: its requests, its streams, and nothing of the desk. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'

/** `undefined` when the path belongs to someone else. */
export type UpgradeAnswer =
  | { readonly accept: true; readonly opened: (socket: WebSocket) => void }
  | { readonly accept: false; readonly status: 401 | 403 | 404 | 503 }

export interface BackEnd {
  readonly routes: (app: FastifyInstance) => Promise<void>
  readonly upgrade: (request: IncomingMessage, path: string) => UpgradeAnswer | undefined
}
