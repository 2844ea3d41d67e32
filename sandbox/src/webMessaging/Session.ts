/** A guest's session as this server holds it: mutable inside, keyed by the token that the client made. */
import type { WebSocket } from 'ws'

/** A StructuredMessage's body. */
export type Body = Readonly<Record<string, unknown>>

/** A socket of a client. */
export interface Connection {
  readonly socket: WebSocket
  /** Sends a frame to this client alone. */
  readonly send: (frame: string) => void
  /** The origin of this server as the client knows it. */
  readonly origin: string
  readonly deploymentId: string
  /** Times of requests, in ms since the epoch: what the rate limits count. */
  readonly requests: number[]
  /** Times of echoes, likewise. */
  readonly echoes: number[]
  /** Once it is configured. */
  session?: Session
  /** The proof with which it was configured. */
  pass?: string
}

/** A guest's session. */
export interface Session {
  readonly token: string
  readonly deploymentId: string
  /** The conversation that its messages go to now; another one after an end. */
  conversationId: string
  /** Oldest first: what the history shows, typing never. */
  readonly log: Body[]
  /** Oldest first. */
  readonly connections: Connection[]
  /** Times of messages, in ms since the epoch: what the rate limit counts. */
  readonly sent: number[]
  /** Times of requests for the history, likewise. */
  readonly histories: number[]
  /** What the customer's page told of them. */
  attributes: Readonly<Record<string, string>>
  /** The customer is signed in. */
  authenticated: boolean
  /** An agent ended it for good: it takes no message. */
  readOnly: boolean
  /** ms since the epoch. */
  expiresAt: number
  /** The time of its latest message, in ms since the epoch. */
  lastTime: number
}

/** Sliding window: true when one more is allowed, and counts it. */
export const allowed = (times: number[], now: number, limit: { readonly most: number; readonly within: number }): boolean => {
  while (times[0] !== undefined && times[0] <= now - limit.within) times.shift()
  if (times.length >= limit.most) return false
  times.push(now)
  return true
}
