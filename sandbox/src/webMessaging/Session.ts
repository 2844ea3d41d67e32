/** A guest's session as this server holds it, keyed by the token that the client made. */
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

/** What changes in a session and is kept over a restart. */
export interface Kept {
  /** The conversation that its messages go to now; another one after an end. */
  readonly conversationId: string
  /** What the customer's page told of them. */
  readonly attributes: Readonly<Record<string, string>>
  /** The customer is signed in. */
  readonly authenticated: boolean
  /** An agent ended it for good: it takes no message. */
  readonly readOnly: boolean
  /** ms since the epoch. */
  readonly expiresAt: number
  /** The time of its latest message, in ms since the epoch. */
  readonly lastTime: number
}

/** A guest's session. What is kept is changed by `sessions.change`, so that it is written. */
export interface Session extends Kept {
  readonly token: string
  readonly deploymentId: string
  /** Oldest first: what the history shows, typing never. */
  readonly log: Body[]
  /** Oldest first. */
  readonly connections: Connection[]
  /** Times of messages, in ms since the epoch: what the rate limit counts. */
  readonly sent: number[]
  /** Times of requests for the history, likewise. */
  readonly histories: number[]
}

/** Sliding window: true when one more is allowed, and counts it. */
export const allowed = (times: number[], now: number, limit: { readonly most: number; readonly within: number }): boolean => {
  while (times[0] !== undefined && times[0] <= now - limit.within) times.shift()
  if (times.length >= limit.most) return false
  times.push(now)
  return true
}
