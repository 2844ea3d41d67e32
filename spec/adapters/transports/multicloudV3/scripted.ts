/** Multicloud CX v3 without a network: a server of a few lines, a script that interferes, time that passes when told to. */
import { VirtualTimeScheduler } from 'rxjs'
import { memoryStore } from '../../../../adapters/node'
import { upload } from '../../../../adapters/node/environment'
import { multicloudV3 } from '../../../../adapters/transports/multicloudV3'
import type { Environment, Store } from '../../../../adapters/transports/Environment'
import { configure } from '../../../../adapters/bus/configure'
import type { ChatEvent, Service } from '../../../../lib'

export const BASE = 'https://v3.test/nexus/v3/chat/sessions'
/** What the server's clock shows when the local one shows 0. */
export const EPOCH = 1_700_000_000_000

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
export const tokenOf = (claims: object): string => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`
export const CLAIMS = { sessionId: 's1', participantId: 'p1', transportId: 't1' }
export const TOKEN = tokenOf(CLAIMS)

export interface Asked {
  readonly method: string
  /** Behind the base, without the operation's id: ``, `/s1/messages?index=…`, … */
  readonly path: string
  /** In the order in which they came, without the operation's id. */
  readonly fields: ReadonlyArray<readonly [string, unknown]>
  readonly headers: Readonly<Record<string, string>>
  readonly at: number
}

export type Scripted = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly after?: number } | 'never' | 'refused'

export interface Event {
  readonly index?: unknown
  readonly type: string
  readonly utcTime?: unknown
  readonly from?: unknown
  readonly text?: string
  readonly [more: string]: unknown
}

const parties = {
  Customer: { nickname: 'Jo', firstName: 'Jo', participantId: 'p1', type: 'Customer' },
  Agent: { nickname: 'Erin', participantId: 'p2', type: 'Agent' },
  Supervisor: { firstName: 'Sam', participantId: 'p3', type: 'Supervisor' },
  External: { nickname: 'system', participantId: 'p9', type: 'External' }
}
export type Who = keyof typeof parties

/** What the server knows, whichever page asks. */
export interface World {
  readonly scheduler: VirtualTimeScheduler
  readonly transcript: Event[]
  /** How many events have been told to whoever asks without an index. */
  told: number
  ended: boolean
  left: boolean
}

export interface Scene {
  readonly service: Service
  readonly asked: Asked[]
  readonly events: ChatEvent[]
  readonly store: Store
  readonly world: World
  readonly transcript: Event[]
  readonly says: (who: Who, text: string, more?: object) => void
  readonly happens: (type: string, who: Who, more?: object) => void
  /** Lets time pass, in ms, and everything that comes of it happen. */
  readonly pass: (ms: number) => Promise<void>
  /** Issues a command; its outcome is there once time has passed. */
  readonly command: (name: string, options?: unknown) => { answer?: unknown }
  /** Names of all events so far, with texts of messages. */
  readonly told: () => ReadonlyArray<string>
  /** Texts of all messages so far, in the order in which they were told. */
  readonly texts: () => ReadonlyArray<string>
  /** What the server answers from now on; `undefined` leaves it to the server. `serve`: has the server do it. */
  script: (asked: Asked, serve: () => Scripted) => Scripted | undefined
}

const fail = (status: number, code: string): Scripted => ({ status, body: { status: { code, message: 'no' } } })

export interface Given {
  readonly config?: Readonly<Record<string, unknown>>
  readonly transport?: Readonly<Record<string, unknown>>
  readonly environment?: Partial<Environment>
  readonly store?: Store
  readonly world?: World
}

export const freshWorld = (): World => ({ scheduler: new VirtualTimeScheduler(undefined, 0), transcript: [], told: 0, ended: false, left: false })

export const scene = ({ config = {}, transport = {}, environment = {}, store = memoryStore(), world = freshWorld() }: Given = {}): Scene => {
  const { scheduler, transcript } = world
  const asked: Asked[] = []
  const events: ChatEvent[] = []

  const happens = (type: string, who: Who, more: object = {}): void => {
    const utcTime = EPOCH + scheduler.now()
    const place = transcript.filter((one) => one.utcTime === utcTime).length
    transcript.push({ index: `${utcTime}-${place}`, type, utcTime, from: parties[who], ...more })
  }

  const ok = (data: object): Scripted => ({ status: 200, body: { status: { code: 0, message: 'ok' }, data } })

  const messagesFor = (query: URLSearchParams): ReadonlyArray<Event> => {
    const index = query.get('index')
    const count = Number(query.get('count') ?? 0)
    const upTo = index === null ? undefined : transcript.findIndex((one) => one.index === index) + 1
    const known = world.told
    if (upTo === undefined || count === 0) world.told = transcript.length
    if (upTo !== undefined) return count === 0 ? transcript.slice(upTo) : transcript.slice(Math.max(0, upTo - count), upTo)
    return count === 0 ? transcript.slice(known) : transcript.slice(-count)
  }

  /** What a server does that looks closely. */
  const serve = ({ method, path, fields, headers }: Asked): Scripted => {
    const field = (name: string): string => String(fields.find(([one]) => one === name)?.[1] ?? '')
    if (headers['x-api-key'] !== 'KEY') return fail(403, 'INVALID_CONTACT_CENTER')
    if (path === '') {
      const key = headers['x-nexus-client-key']
      if (key !== undefined) return key === TOKEN && !world.ended && !world.left ? ok({ clientToken: TOKEN }) : fail(401, 'INVALID_SESSION')
      if (field('data[endpoint]') === '') return fail(400, 'INVALID_ENDPOINT')
      happens('ParticipantJoined', 'Customer')
      return ok({ clientToken: TOKEN })
    }
    if (headers['x-nexus-client-key'] !== TOKEN) return fail(401, 'AUTHENTICATION_REQUIRED')
    if (world.left) return fail(401, 'INVALID_SESSION')
    const [resource = '', query = ''] = path.replace('/s1/', '').split('?')
    if (method === 'GET' && resource === 'messages') return ok({ messages: messagesFor(new URLSearchParams(query)), chatEnded: world.ended })
    if (world.ended) return fail(401, 'INVALID_SESSION')
    if (method === 'POST' && resource === 'messages') {
      happens(field('data[type]'), 'Customer', { text: field('data[text]') })
      return ok({ id: transcript.at(-1)?.index })
    }
    if (method === 'DELETE') world.left = true
    return ok({})
  }

  const fetch = ((url: string, init: { method?: string; headers: Record<string, string>; body?: URLSearchParams | FormData; signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const path = url.replace(BASE, '').replace(/[?&]operationId=u/, '')
      const fields = init.body === undefined ? [] : [...init.body.entries()].filter(([name]) => name !== 'operationId')
      const one: Asked = { method: init.method ?? 'GET', path, fields, headers: init.headers, at: scheduler.now() }
      asked.push(one)
      init.signal.addEventListener('abort', () => reject(new Error('aborted')))
      const answer = it.script(one, () => serve(one)) ?? serve(one)
      if (answer === 'never') return
      if (answer === 'refused') return reject(new TypeError('fetch failed'))
      const text = answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      const respond = (): void => resolve(new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers }))
      if (answer.after === undefined) respond()
      else scheduler.schedule(respond, answer.after)
    })) as unknown as typeof globalThis.fetch // the part of it that we use

  const opened = configure(
    { ...config, transport: { type: 'pureengage-v3-rest', dataURL: BASE, endpoint: 'web-chat', headers: { 'x-api-key': 'KEY' }, ...transport } },
    {
      backEnds: [multicloudV3],
      environment: { fetch, upload, WebSocket: class {} as never, store, uuid: () => 'u', random: () => 0.999, scheduler, ...environment }
    }
  )
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = opened.right
  service.event$.subscribe((event) => events.push(event))

  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const pass = async (ms: number): Promise<void> => {
    const end = scheduler.now() + ms
    await breathe()
    await breathe()
    for (let next = scheduler.actions[0]; next && next.delay <= end; next = scheduler.actions[0]) {
      scheduler.maxFrames = next.delay
      scheduler.flush()
      await breathe()
      await breathe()
    }
    scheduler.frame = end
  }

  const it: Scene = {
    service, asked, events, store, world, transcript, happens, pass,
    says: (who, text, more = {}) => happens('Text', who, { text, ...more }),
    command: (name, options) => {
      const out: { answer?: unknown } = {}
      service.command(name as 'startChat', options as never).subscribe((answer) => {
        out.answer = answer
      })
      return out
    },
    told: () => events.filter(({ _tag }) => _tag !== 'ajaxResponse').map((event) => (event._tag === 'messageReceived' ? `messageReceived ${event.data.messages.map(({ type, text }) => text || type).join(', ')}` : event._tag)),
    texts: () => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.filter(({ type }) => type === 'Message').map(({ text }) => text) : [])),
    script: () => undefined
  }
  return it
}

/** A chat that has just begun, with its first poll answered. */
export const begun = async (given: Given = {}): Promise<Scene> => {
  const it = scene(given)
  it.command('startChat', { nickname: 'Jo' })
  await it.pass(0)
  return it
}
