/** Web messaging without a network, in virtual time: a service of a few lines, whose sockets and history a spec disturbs. */
import { VirtualTimeScheduler } from 'rxjs'
import type { Environment, Socket, SocketEvent } from '../../../../adapters/transports/Environment'
import { webMessaging } from '../../../../adapters/transports/webMessaging'
import type { Call, Frame, Inbound, Transport } from '../../../../lib'
import { environment, memoryStore } from './kit'

export type Body = Readonly<Record<string, unknown>>

/** A request, with the time at which it was sent. */
export interface Sent {
  readonly at: number
  readonly action: string
  readonly token?: unknown
  readonly tracingId?: string
  readonly message?: { readonly type?: string; readonly text?: string; readonly metadata?: Body; readonly channel?: { readonly metadata?: { readonly customAttributes?: Body } } }
}

export interface FakeSocket {
  readonly at: number
  readonly sent: Sent[]
  readonly open: () => void
  /** A frame. */
  readonly says: (name: string, body: unknown, more?: { readonly code?: number; readonly tracingId?: string; readonly type?: string }) => void
  /** Something that is no frame, or one as it stands. */
  readonly raw: (data: string) => void
  readonly close: (reason?: string) => void
  closed: boolean
}

export interface Scene {
  readonly transport: Transport
  readonly scheduler: VirtualTimeScheduler
  readonly sockets: FakeSocket[]
  /** The socket made last. */
  readonly socket: () => FakeSocket
  /** What the history has, oldest first. */
  readonly log: Body[]
  readonly store: ReturnType<typeof memoryStore>
  /** Everything told, with its time, in a few letters. */
  readonly told: string[]
  readonly frames: Frame[]
  /** The texts of messages told so far, comings (`+name`) and goings (`-name`) too. */
  readonly lines: () => ReadonlyArray<string>
  /** Lets time pass, in ms, and everything that comes of it happen. */
  readonly pass: (ms: number) => Promise<void>
  /** Runs a call. Its steps: `.` for progress, `ok`, or the reason of its failure. */
  readonly run: (call: Call) => string[]
  readonly start: (options?: Body) => Promise<string[]>
  readonly restore: () => Promise<string[]>
  readonly say: (text: string) => string[]
  /** Requests of all sockets, with this action. */
  readonly sent: (action: string) => ReadonlyArray<Sent>
  /** Texts that have been sent, in turn. */
  readonly spoken: () => ReadonlyArray<string>
  /** Somebody says something, or does: live and in the history, or only in one of them. */
  readonly agent: (text: string, more?: { readonly name?: string; readonly live?: boolean; readonly kept?: boolean; readonly body?: Body }) => Body
  /** What the service does with a request instead of what it does otherwise; `false`: as otherwise. */
  script: (request: Sent, socket: FakeSocket) => boolean
  /** What the history answers instead; `undefined`: what it has. */
  page: (number: number) => { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } | 'never' | undefined
  /** Sockets open by themselves. */
  opening: boolean
  /** The service knows the token. */
  isKnown: boolean
}

/** The service's clock starts here. */
export const EPOCH = Date.parse('2026-01-01T00:00:00.000Z')

const message = (name: string, body: unknown, { code = 200, tracingId, type = 'message' }: Parameters<FakeSocket['says']>[2] = {}) => JSON.stringify({ type, class: name, code, body, tracingId })

export const event = (kind: string, type: string, more: Body = {}): Body => ({ type: 'Event', text: undefined, events: [{ eventType: kind, [kind.toLowerCase()]: { type } }], ...more })

export const scene = (transport: Body = {}, more: Partial<Environment> = {}, store = memoryStore()): Scene => {
  const scheduler = new VirtualTimeScheduler(undefined, 0)
  const sockets: FakeSocket[] = []
  const log: Body[] = []
  let ids = 0
  const nextId = (): string => `id${(ids += 1)}`
  /** Each thing has a time of its own. */
  const iso = (): string => new Date((last = Math.max(last + 1, EPOCH + scheduler.now()))).toISOString()
  let last = EPOCH

  const fetch = (async (url: string) => {
    if (!url.includes('/webmessaging/messages')) return new Response('{}', { status: 404 })
    const query = new URL(url).searchParams
    const [number, size] = [Number(query.get('pageNumber')), Number(query.get('pageSize'))]
    const given = it.page(number)
    if (given === 'never') return new Promise(() => undefined)
    if (given) return new Response(JSON.stringify(given.body ?? {}), given)
    const newest = [...log].reverse()
    return new Response(JSON.stringify({ entities: newest.slice((number - 1) * size, number * size), pageCount: Math.ceil(newest.length / size) }))
  }) as unknown as typeof globalThis.fetch // the part of it that we use

  const willing = (request: Sent, socket: FakeSocket): void => {
    const { action, tracingId, message: given } = request
    if (action === 'configureSession') {
      socket.says('SessionResponse', { connected: true, newSession: !it.isKnown }, { tracingId, type: 'response' })
      it.isKnown = true
    }
    if (action === 'getJwt') socket.says('JwtResponse', { jwt: 'j' }, { tracingId, type: 'response' })
    if (action === 'echo') socket.says('StructuredMessage', { type: 'Text', text: 'ping' }, { tracingId, type: 'response' })
    if (action === 'onMessage' && given) {
      const body = { ...given, id: nextId(), direction: 'Inbound', channel: { time: iso(), messageId: nextId() } }
      if (given.type !== 'Event') log.push(body)
      socket.says('StructuredMessage', body, { tracingId })
    }
  }

  class Fake implements Socket {
    private readonly listeners: Array<readonly [string, (event: SocketEvent) => void]> = []
    private readonly mine: FakeSocket
    constructor() {
      const tell = (event: SocketEvent): void => this.listeners.filter(([type]) => type === event.type).forEach(([, listener]) => listener(event))
      this.mine = {
        at: scheduler.now(), sent: [], closed: false,
        open: () => tell({ type: 'open' }),
        says: (...given) => tell({ type: 'message', data: message(...given) }),
        raw: (data) => tell({ type: 'message', data }),
        close: (reason = '') => {
          this.mine.closed = true
          tell({ type: 'close', code: 1006, reason })
        }
      }
      sockets.push(this.mine)
      if (it.opening) scheduler.schedule(this.mine.open)
    }
    send(data: string): void {
      const request: Sent = { at: scheduler.now(), ...JSON.parse(data) }
      this.mine.sent.push(request)
      // Answers come later than requests, as on a wire.
      scheduler.schedule(() => {
        if (!this.mine.closed && !it.script(request, this.mine)) willing(request, this.mine)
      })
    }
    close(): void {
      this.mine.closed = true
      this.listeners.length = 0
    }
    addEventListener(type: string, listener: (event: SocketEvent) => void): void {
      this.listeners.push([type, listener])
    }
  }

  let uuids = 0
  const opened = webMessaging.open(
    { transport: { deploymentId: 'd', dataURL: 'http://h', ...transport } },
    environment({ scheduler, WebSocket: Fake, fetch, store, uuid: () => `u${(uuids += 1)}`, random: () => 0.5, ...more })
  )
  if (opened._tag === 'Left') throw new Error(opened.left.join())

  const told: string[] = []
  const frames: Frame[] = []
  const shown = (frame: Frame): string => {
    if (frame._tag === 'Entries') return frame.entries.map(({ message: { type, text, from } }) => (type === 'ParticipantJoined' ? `+${from.name}` : type === 'ParticipantLeft' ? `-${from.name}` : text || type)).join(',')
    return frame._tag === 'Failed' ? `Failed ${frame.code}` : frame._tag === 'Typing' ? `Typing ${frame.from.name}` : frame._tag
  }
  opened.right.frames$.subscribe((inbound: Inbound) => {
    told.push(`${scheduler.now()} ${inbound._tag === 'Left' ? 'Malformed' : shown(inbound.right)}`)
    if (inbound._tag === 'Right') frames.push(inbound.right)
  })

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

  const run = (call: Call): string[] => {
    const steps: string[] = []
    opened.right.call(call).subscribe((step) => {
      const isPhase = step._tag === 'Progress' && step.phase !== undefined
      if (!isPhase) steps.push(step._tag === 'Progress' ? '.' : step._tag === 'Right' ? 'ok' : String(step.left.errorReason))
    })
    return steps
  }
  const socket = (): FakeSocket => {
    const last = sockets.at(-1)
    if (!last) throw new Error('There is no socket.')
    return last
  }
  const sent: Scene['sent'] = (action) => sockets.flatMap((one) => one.sent).filter((one) => one.action === action)

  const it: Scene = {
    transport: opened.right, scheduler, sockets, socket, log, store, told, frames, pass, run, sent,
    lines: () => frames.flatMap((frame) => (frame._tag === 'Entries' && frame.entries.length > 0 ? shown(frame).split(',') : [])),
    start: async (options = {}) => {
      const steps = run({ type: 'start', form: { displayName: 'Ana', more: {} }, userData: {}, interactionData: {}, options })
      await pass(1)
      return steps
    },
    restore: async () => {
      it.isKnown = true
      const steps = run({ type: 'restore', sessionData: 't' })
      await pass(1)
      return steps
    },
    say: (text) => run({ type: 'sendMessage', text, options: {} }),
    spoken: () => sent('onMessage').map(({ message: given }) => given?.text ?? given?.type ?? 'file'),
    agent: (text, { name = 'Sam', live = true, kept = true, body = {} } = {}) => {
      const said = { id: nextId(), direction: 'Outbound', type: 'Text', text, channel: { time: iso(), from: { nickname: name } }, originatingEntity: 'Human', ...body }
      if (kept) log.push(said)
      if (live) socket().says('StructuredMessage', said)
      return said
    },
    script: () => false,
    page: () => undefined,
    opening: true,
    isKnown: false
  }
  return it
}
