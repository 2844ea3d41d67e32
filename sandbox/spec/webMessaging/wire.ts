/** A web messaging client as a spec writes it: raw frames, in order, awaited. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Sandbox } from '../../src/index.js'

export interface Frame {
  readonly type: string
  readonly class: string
  readonly code: number
  readonly tracingId?: string
  // Bodies are compared as values by the specs, whatever their shape.
  readonly body: Record<string, unknown> & { readonly text?: string; readonly url?: string; readonly jwt?: string }
}

export interface Client {
  readonly socket: WebSocket
  readonly token: string
  readonly send: (request: object) => void
  readonly say: (text: string, more?: object) => void
  readonly next: () => Promise<Frame>
  /** Skips to the first frame of the class. */
  readonly until: (name: string) => Promise<Frame>
  readonly closed: Promise<number>
}

export const deploymentId = 'd1'

export const dial = (sandbox: Pick<Sandbox, 'url'>, token: string = randomUUID(), path = `/v1?deploymentId=${deploymentId}`, headers: Record<string, string> = {}): Promise<Client> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(sandbox.url.replace('http', 'ws') + path, { headers })
    const frames: Frame[] = []
    const waiting: Array<() => void> = []
    socket.on('message', (data) => {
      frames.push(JSON.parse(String(data)))
      waiting.shift()?.()
    })
    const closed = new Promise<number>((done) => socket.on('close', done))
    const next = async (): Promise<Frame> => {
      if (frames.length === 0) await new Promise<void>((wake) => waiting.push(wake))
      const frame = frames.shift()
      return frame ?? next()
    }
    const until = async (name: string): Promise<Frame> => {
      const frame = await next()
      return frame.class === name ? frame : until(name)
    }
    const send = (request: object): void => socket.send(JSON.stringify({ token, ...request }))
    socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(`HTTP ${statusCode}`)))
    socket.once('error', reject)
    socket.once('open', () =>
      resolve({ socket, token, send, next, until, closed, say: (text, more = {}) => send({ action: 'onMessage', message: { type: 'Text', text }, ...more }) }))
  })

export const configured = async (sandbox: Sandbox, token?: string): Promise<Client> => {
  const client = await dial(sandbox, token)
  client.send({ action: 'configureSession', deploymentId })
  await client.until('SessionResponse')
  return client
}

/** The session's only conversation, with an agent in it. */
export const withAgent = (sandbox: Sandbox, name = 'Sam Okoro'): { readonly id: string; readonly memberId: string } => {
  const [session] = sandbox.webMessaging.sessions()
  const id = session?.conversationId ?? ''
  return { id, ...sandbox.control.addAgent(id, { name, avatar: 'https://example.com/sam.png' }) }
}
