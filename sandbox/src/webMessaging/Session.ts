/** A guest's session as this server holds it: mutable inside, keyed by the token that the client made. */
import type { WebSocket } from 'ws'

/** A StructuredMessage's body. */
export type Body = Readonly<Record<string, unknown>>

export interface Connection {
  readonly socket: WebSocket
  readonly origin: string
  readonly deploymentId: string
  /** Times of requests, in ms: what the rate limits count. */
  readonly requests: number[]
  readonly echoes: number[]
  session?: Session
  /** The proof with which it was configured. */
  pass?: string
}

export interface Session {
  readonly token: string
  readonly deploymentId: string
  /** The conversation that its messages go to now; another one after an end. */
  conversationId: string
  /** Oldest first: what the history shows, typing never. */
  readonly log: Body[]
  /** Oldest first. */
  readonly connections: Connection[]
  readonly sent: number[]
  readonly histories: number[]
  attributes: Readonly<Record<string, string>>
  authenticated: boolean
  readOnly: boolean
  /** ms since the epoch. */
  expiresAt: number
  lastTime: number
}

/** Sliding window: true when one more is allowed, and counts it. */
export const allowed = (times: number[], now: number, most: number, window: number): boolean => {
  while (times[0] !== undefined && times[0] <= now - window) times.shift()
  if (times.length >= most) return false
  times.push(now)
  return true
}
