/** The part of the Bayeux protocol 1.0 that a chat needs, over long polling and over WebSocket. */
// The server library for Node (cometd-nodejs-server) has no WebSocket, and a clock of its own; here both time and faults are the sandbox's.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Cancel, Timers } from '../Clock.js'
import { isRecord } from '../schema/Problem.js'

/** A message, in either direction. */
export type BayeuxMessage = Readonly<Record<string, unknown>>

/** A way to a client, over which some of its messages came. */
export interface Connection {
  readonly kind: 'long-polling' | 'websocket'
  /** Sends at once; only a WebSocket can. */
  readonly push?: (messages: ReadonlyArray<BayeuxMessage>) => void
}

/** A client that has shaken hands. */
export interface Client {
  readonly id: string
  /** What waits for a request to be answered with. */
  readonly queue: BayeuxMessage[]
  /** Answers the request for news that is held. */
  answerHeld: (() => void) | undefined
  /** Where it speaks over a WebSocket. */
  push: ((messages: ReadonlyArray<BayeuxMessage>) => void) | undefined
  /** Ends it, unless it asks for news. */
  stopExpiry: Cancel
}

/** What the protocol is made of. */
export interface BayeuxParts {
  readonly timers: Timers
  /** The kinds of connection that are offered. */
  readonly offered: () => ReadonlyArray<string>
  /** ms for which a request for news is held. */
  readonly holdFor: () => number
  /** The most clients; the oldest go. */
  readonly most: number
  /** What a client publishes. Answers with the error of the acknowledgement; undefined: it worked. */
  readonly published: (client: Client, channel: string, data: unknown) => string | undefined
  /** A client asks for news. */
  readonly asked: (client: Client) => void
  /** A client is no more. */
  readonly gone: (client: Client) => void
}

/** The protocol. */
export type Bayeux = ReturnType<typeof createBayeux>

const Message = z.looseObject({
  channel: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
  clientId: z.string().optional(),
  data: z.unknown().optional(),
  connectionType: z.string().optional(),
  supportedConnectionTypes: z.array(z.string()).optional(),
  subscription: z.union([z.string(), z.array(z.string())]).optional(),
  advice: z.looseObject({ timeout: z.number().optional() }).optional()
})
type Message = z.output<typeof Message>

/** ms for which a client may ask for nothing before it is unknown. */
const maxInterval = 10_000

/** The most messages that wait for a client who does not fetch them. */
const mostWaiting = 10_000

/** The messages of a body: one, or an array of them. Undefined where one of them is none. */
export const readMessages = (body: unknown): ReadonlyArray<Message> | undefined => {
  const parsed = z.array(Message).max(100).safeParse(Array.isArray(body) ? body : [body])
  return parsed.success ? parsed.data : undefined
}

/** No client yet. */
export const createBayeux = ({ timers, offered, holdFor, most, published, asked, gone }: BayeuxParts) => {
  const clients = new Map<string, Client>()

  const remove = (client: Client): void => {
    if (!clients.delete(client.id)) return
    client.stopExpiry()
    client.answerHeld?.()
    gone(client)
  }

  const expectNews = (client: Client): void => {
    client.stopExpiry()
    client.stopExpiry = timers.after(maxInterval, () => remove(client))
  }

  const advice = () => ({ reconnect: 'retry', interval: 0, timeout: holdFor() })

  const replyTo = ({ id, channel }: Message, more: object): BayeuxMessage => ({ ...(id === undefined ? {} : { id }), channel, ...more })

  const refuse = (message: Message, error: string): BayeuxMessage => replyTo(message, { successful: false, error, advice: { reconnect: 'handshake', interval: 0 } })

  const handshake = (message: Message): BayeuxMessage => {
    const types = offered()
    if (message.supportedConnectionTypes?.some((type) => types.includes(type)) !== true) {
      return replyTo(message, { version: '1.0', supportedConnectionTypes: types, successful: false, error: '400::No connection type in common', advice: { reconnect: 'none' } })
    }
    const client: Client = { id: randomBytes(16).toString('hex'), queue: [], answerHeld: undefined, push: undefined, stopExpiry: () => undefined }
    clients.set(client.id, client)
    for (const oldest of [...clients.values()].slice(0, Math.max(0, clients.size - most))) remove(oldest)
    expectNews(client)
    return replyTo(message, { version: '1.0', minimumVersion: '1.0', supportedConnectionTypes: types, clientId: client.id, successful: true, advice: advice() })
  }

  /** Holds a request for news until there are some, or for a time. A former one that is still held is answered first. */
  const connect = async (client: Client, message: Message, { kind, push }: Connection): Promise<ReadonlyArray<BayeuxMessage>> => {
    client.answerHeld?.()
    client.stopExpiry()
    client.push = kind === 'websocket' ? push : undefined
    asked(client)
    const hold = Math.min(message.advice?.timeout ?? holdFor(), holdFor())
    // Over a WebSocket news do not wait for this answer; it says only that both are still there.
    const isReady = client.push === undefined && client.queue.length > 0
    if (client.push !== undefined) flushTo(client.push, client)
    if (hold > 0 && !isReady) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          cancel()
          client.answerHeld = undefined
          resolve()
        }
        const cancel = timers.after(hold, done)
        client.answerHeld = done
      })
    }
    if (!clients.has(client.id)) return [refuse(message, '402::Unknown client')]
    expectNews(client)
    return [replyTo(message, { successful: true, advice: advice() }), ...(kind === 'long-polling' ? client.queue.splice(0) : [])]
  }

  const flushTo = (push: (messages: ReadonlyArray<BayeuxMessage>) => void, client: Client): void => {
    if (client.queue.length > 0) push(client.queue.splice(0))
  }

  const answer = async (message: Message, connection: Connection): Promise<ReadonlyArray<BayeuxMessage>> => {
    if (message.channel === '/meta/handshake') return [handshake(message)]
    const client = clients.get(message.clientId ?? '')
    if (client === undefined) return [refuse(message, '402::Unknown client')]
    switch (message.channel) {
      case '/meta/connect':
        if (!offered().includes(connection.kind)) return [refuse(message, '400::Unknown connection type')]
        return connect(client, message, connection)
      case '/meta/disconnect':
        remove(client)
        return [replyTo(message, { successful: true })]
      case '/meta/subscribe':
      case '/meta/unsubscribe':
        // A service channel needs no subscription: what is meant for a client is delivered to it.
        return [replyTo(message, { subscription: message.subscription, successful: true })]
    }
    const error = message.channel.startsWith('/service/') ? published(client, message.channel, message.data) : '403::The channel is not known'
    return [replyTo(message, error === undefined ? { successful: true } : { successful: false, error })]
  }

  /** Gives a client something, at once or with the answer to its next request for news. */
  const deliver = (client: Client, message: BayeuxMessage): void => {
    client.queue.push(message)
    if (client.queue.length > mostWaiting) return remove(client)
    if (client.push !== undefined) return flushTo(client.push, client)
    client.answerHeld?.()
  }

  return {
    deliver, answer,
    /** Its WebSocket has closed: what comes now waits until the client asks again. */
    detach: (client: Client): void => {
      client.push = undefined
      client.answerHeld?.()
    },
    /** Its client is unknown from now on. */
    remove,
    all: (): ReadonlyArray<Client> => [...clients.values()]
  }
}

/** A body of a WebSocket frame as JSON; undefined when it is none. */
export const parseFrame = (text: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) || isRecord(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
