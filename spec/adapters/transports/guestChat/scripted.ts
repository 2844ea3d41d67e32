/** Guest chat without a network: answers by script, sockets by hand, time that passes when told to. */
import { VirtualTimeScheduler } from 'rxjs'
import { memoryStore } from '../../../../adapters/node'
import { upload } from '../../../../adapters/node/environment'
import { guestChat } from '../../../../adapters/transports/guestChat'
import type { Environment, Socket, SocketEvent, Store } from '../../../../adapters/transports/Environment'
import { clientOf } from './world'
import type { Client } from './world'

export interface Asked {
  readonly method: string
  /** Without the origin and `/api/v2/webchat/guest/conversations`. */
  readonly path: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  aborted: boolean
  readonly at: number
}

export type Scripted = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | 'never' | 'refused'

export interface FakeSocket {
  readonly url: string
  readonly say: (frame: unknown) => void
  readonly open: () => void
  readonly close: (code?: number) => void
  closed: boolean
}

export const CHAT = { id: 'c1', jwt: 'secret-token', eventStreamUri: 'wss://stream/secret-token', member: { id: 'g1' } }

const PREFIX = 'https://api.test/api/v2/webchat/guest/conversations'

/** What a willing server answers. */
export const willing = ({ method, path }: Asked): Scripted => {
  if (method === 'POST' && path === '') return { status: 200, body: CHAT }
  if (method === 'DELETE') return { status: 204 }
  if (path.endsWith('/members')) return { status: 200, body: { entities: [] } }
  if (path === '/c1/members/g1') return { status: 200, body: { id: 'g1', role: 'CUSTOMER', displayName: 'Guest', state: 'CONNECTED', joinDate: '2025-01-01T12:00:00.000Z' } }
  if (method === 'GET' && path.startsWith('/c1/members/')) return { status: 200, body: { id: path.slice(12), role: 'AGENT', displayName: `Agent ${path.slice(12)}`, state: 'CONNECTED' } }
  if (method === 'GET') return { status: 200, body: { entities: [] } }
  return { status: 200, body: { id: 'm1', body: 'x', bodyType: 'standard' } }
}

const messageBody = (id: string, text: string, more: object = {}) => ({ id, conversation: { id: 'c1' }, sender: { id: 'a1' }, body: text, bodyType: 'standard', timestamp: '2025-01-01T12:00:01.000Z', ...more })

export const frames = {
  message: (id: string, text: string, more: object = {}) => ({ eventBody: messageBody(id, text, more), metadata: { type: 'message' } }),
  change: (id: string, state: string, timestamp?: string) => ({ eventBody: { conversation: { id: 'c1' }, member: { id, state }, timestamp }, metadata: { type: 'member-change' } }),
  typing: (id: string) => ({ eventBody: { id: 't', conversation: { id: 'c1' }, sender: { id } }, metadata: { type: 'typing-indicator' } }),
  heartbeat: { topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } }
}

export interface Scene extends Client {
  readonly asked: Asked[]
  readonly sockets: FakeSocket[]
  readonly store: Store
  readonly scheduler: VirtualTimeScheduler
  /** Lets time pass, in ms, and everything that comes of it happen. */
  readonly pass: (ms: number) => Promise<void>
  /** What the server answers from now on; `undefined` leaves it to the willing one. */
  script: (asked: Asked) => Scripted | undefined
  /** Sockets open by themselves. */
  opening: boolean
}

export const scene = (config: Readonly<Record<string, unknown>> = {}, environment: Partial<Environment> = {}, store = memoryStore()): Scene => {
  const scheduler = new VirtualTimeScheduler(undefined, 0)
  const asked: Asked[] = []
  const sockets: FakeSocket[] = []

  const fetch = ((url: string, init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const one: Asked = { method: init.method, path: url.replace(PREFIX, ''), body: init.body === undefined ? undefined : JSON.parse(init.body), headers: init.headers, aborted: false, at: scheduler.now() }
      asked.push(one)
      init.signal.addEventListener('abort', () => {
        one.aborted = true
        reject(new Error('aborted'))
      })
      const answer = it.script(one) ?? willing(one)
      if (answer === 'never') return
      if (answer === 'refused') return reject(new TypeError(`fetch failed: ${url}`))
      const text = answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      resolve(new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers }))
    })) as unknown as typeof globalThis.fetch // the part of it that we use

  class Fake implements Socket {
    readyState = 0
    private readonly listeners: Array<readonly [string, (event: SocketEvent) => void]> = []
    private readonly mine: FakeSocket
    constructor(readonly url: string) {
      const tell = (event: SocketEvent): void => this.listeners.filter(([type]) => type === event.type).forEach(([, listener]) => listener(event))
      this.mine = {
        url, closed: false,
        open: () => tell({ type: 'open' }),
        say: (frame) => tell({ type: 'message', data: typeof frame === 'string' ? frame : JSON.stringify(frame) }),
        close: (code = 1006) => tell({ type: 'close', code, reason: '' })
      }
      sockets.push(this.mine)
      if (it.opening) queueMicrotask(this.mine.open)
    }
    send(): void {
      throw new Error('guest chat never sends on its stream')
    }
    close(): void {
      this.mine.closed = true
    }
    addEventListener(type: string, listener: (event: SocketEvent) => void): void {
      this.listeners.push([type, listener])
    }
    removeEventListener(type: string, listener: (event: SocketEvent) => void): void {
      const at = this.listeners.findIndex((one) => one[0] === type && one[1] === listener)
      if (at >= 0) this.listeners.splice(at, 1)
    }
  }

  const opened = guestChat.open(
    { ...config, transport: { dataURL: 'https://api.test', deploymentKey: 'd1', orgGuid: 'o1', ...(config.transport as object | undefined) } },
    { fetch, upload, WebSocket: Fake, store, uuid: () => 'u', random: () => 0.999, scheduler, ...environment }
  )
  if (opened._tag === 'Left') throw new Error(opened.left.join())

  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  const pass = async (ms: number): Promise<void> => {
    const end = scheduler.now() + ms
    await breathe()
    for (let next = scheduler.actions[0]; next && next.delay <= end; next = scheduler.actions[0]) {
      scheduler.maxFrames = next.delay
      scheduler.flush()
      await breathe()
    }
    scheduler.frame = end
  }

  const it: Scene = { ...clientOf(opened.right), asked, sockets, store, scheduler, pass, script: () => undefined, opening: true }
  return it
}
