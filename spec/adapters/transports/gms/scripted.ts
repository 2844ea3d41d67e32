/** GMS without a network: a server that looks closely at what it is sent, a script that interferes, time that passes when told to. */
import { VirtualTimeScheduler } from 'rxjs'
import { memoryStore } from '../../../../adapters/node'
import { upload } from '../../../../adapters/node/environment'
import { gms } from '../../../../adapters/transports/gms'
import type { Environment, Store } from '../../../../adapters/transports/Environment'
import { configure } from '../../../../adapters/bus/configure'
import type { ChatEvent, Service } from '../../../../lib'

export const BASE = 'https://gms.test/genesys/2/chat/support'
/** What the server's clock shows when the local one shows 0. */
export const EPOCH = 1_700_000_000_000

export interface Asked {
  /** Behind the base: `/`, `/c1/refresh`, … */
  readonly path: string
  /** In the order in which they came. */
  readonly fields: ReadonlyArray<readonly [string, unknown]>
  readonly headers: Readonly<Record<string, string>>
  readonly at: number
  readonly credentials: string
  aborted: boolean
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
  Client: { nickname: 'Jo', participantId: 1, type: 'Client' },
  Agent: { nickname: 'Erin', participantId: 2, type: 'Agent' },
  Supervisor: { nickname: 'Sam', participantId: 3, type: 'Supervisor' },
  External: { nickname: 'system', participantId: 9, type: 'External' }
}

export interface Scene {
  readonly service: Service
  readonly asked: Asked[]
  readonly events: ChatEvent[]
  readonly store: Store
  /** The server's transcript. */
  readonly transcript: Event[]
  readonly keys: { alias: string; secureKey: string; userId: string; chatId: string }
  /** Adds an event to the transcript. */
  readonly says: (who: keyof typeof parties, text: string, more?: object) => void
  readonly happens: (type: string, who: keyof typeof parties, more?: object) => void
  /** Lets time pass, in ms, and everything that comes of it happen. */
  readonly pass: (ms: number) => Promise<void>
  /** Issues a command; its outcome is there once time has passed. */
  readonly command: (name: string, options?: unknown) => { answer?: unknown }
  /** Names of all events so far, with texts of messages. */
  readonly told: () => ReadonlyArray<string>
  /** Texts of all messages so far, in the order in which they were told. */
  readonly texts: () => ReadonlyArray<string>
  /** What the server answers from now on; `undefined` leaves it to the server. `served`: what the server would answer, having done it. */
  script: (asked: Asked, serve: () => Scripted) => Scripted | undefined
  /** The server has ended the chat. */
  ended: boolean
  readonly now: () => number
}

export const scene = (config: Readonly<Record<string, unknown>> = {}, environment: Partial<Environment> = {}, store = memoryStore(), world = { scheduler: new VirtualTimeScheduler(undefined, 0), transcript: [] as Event[] }): Scene => {
  const { scheduler, transcript } = world
  const asked: Asked[] = []
  const events: ChatEvent[] = []
  const keys = { alias: '117', secureKey: 'a1b2', userId: '4E5D', chatId: 'c1' }

  const happens = (type: string, who: keyof typeof parties, more: object = {}): void => {
    transcript.push({ index: transcript.length + 1, type, utcTime: EPOCH + scheduler.now(), from: parties[who], ...more })
  }

  const served = (messages?: ReadonlyArray<Event>): Scripted => ({
    status: 200,
    body: { ...(messages && { messages }), chatEnded: it.ended, statusCode: 0, ...keys, nextPosition: transcript.length + 1 }
  })

  /** What a server does that looks closely. */
  const serve = ({ path, fields, headers }: Asked): Scripted => {
    const field = (name: string): string => String(fields.find(([one]) => one === name)?.[1] ?? '')
    const operation = path.replace('/c1/', '')
    if (path === '/') {
      if (fields.slice(0, 3).map(([name, value]) => `${name}=${value}`).join('&') !== 'alias=&secureKey=&userId=') return { status: 400, body: { errors: [{ code: 1 }] } }
      happens('ParticipantJoined', 'Client')
      return served(transcript)
    }
    if (field('secureKey') !== keys.secureKey) return { status: 200, body: { statusCode: 2, chatEnded: true, errors: [{ code: 401 }] } }
    if (!operation.startsWith('file') && headers['content-type'] !== 'application/x-www-form-urlencoded') return { status: 415 }
    if (operation === 'refresh') {
      const from = Number(field('transcriptPosition'))
      return served(transcript.filter(({ index }) => Number(index) >= from))
    }
    if (operation === 'send') happens('Message', 'Client', { text: field('message'), messageType: field('messageType') })
    if (operation === 'disconnect') it.ended = true
    if (operation === 'file') return { status: 200, body: { ...(served() as { body: object }).body, userData: { 'file-id': 'f1' } } }
    return served()
  }

  const fetch = ((url: string, init: { headers: Record<string, string>; body: URLSearchParams | FormData; signal: AbortSignal; credentials: string }) =>
    new Promise((resolve, reject) => {
      const one: Asked = { path: url.replace(BASE, ''), fields: [...init.body.entries()], headers: init.headers, at: scheduler.now(), credentials: init.credentials, aborted: false }
      asked.push(one)
      init.signal.addEventListener('abort', () => {
        one.aborted = true
        reject(new Error('aborted'))
      })
      const answer = it.script(one, () => serve(one)) ?? serve(one)
      if (answer === 'never') return
      if (answer === 'refused') return reject(new TypeError('fetch failed'))
      const text = answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      const respond = (): void => resolve(new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers }))
      if (answer.after === undefined) respond()
      else scheduler.schedule(respond, answer.after)
    })) as unknown as typeof globalThis.fetch // the part of it that we use

  const opened = configure({ dataURL: `${BASE}/`, ...config }, {
    backEnds: [gms],
    environment: { fetch, upload, WebSocket: class {} as never, store, uuid: () => 'u', random: () => 0.999, scheduler, ...environment }
  })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = opened.right
  service.event$.subscribe((event) => events.push(event))

  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const pass = async (ms: number): Promise<void> => {
    const end = scheduler.now() + ms
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
    service, asked, events, store, transcript, keys, happens, pass,
    says: (who, text, more = {}) => happens('Message', who, { text, messageType: 'text', ...more }),
    command: (name, options) => {
      const out: { answer?: unknown } = {}
      service.command(name as 'startChat', options as never).subscribe((answer) => {
        out.answer = answer
      })
      return out
    },
    told: () => events.filter(({ _tag }) => _tag !== 'ajaxResponse').map((event) => (event._tag === 'messageReceived' ? `messageReceived ${event.data.messages.map(({ type, text }) => text || type).join(', ')}` : event._tag)),
    texts: () => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.filter(({ type }) => type === 'Message').map(({ text }) => text) : [])),
    script: () => undefined,
    ended: false,
    now: () => scheduler.now()
  }
  return it
}

/** The same site, another page or tab: the same store, time and server. */
export const begun = async (config: Readonly<Record<string, unknown>> = {}, environment: Partial<Environment> = {}): Promise<Scene> => {
  const it = scene(config, environment)
  it.command('startChat', { nickname: 'Jo' })
  await it.pass(0)
  return it
}
