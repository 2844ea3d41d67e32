/** GMS over CometD without a network: a server with long polling, a script that interferes, time that passes when told to. */
import { VirtualTimeScheduler } from 'rxjs'
import { memoryStore } from '../../../../../adapters/node'
import { upload } from '../../../../../adapters/node/environment'
import { gms } from '../../../../../adapters/transports/gms'
import type { Environment } from '../../../../../adapters/transports/Environment'
import { configure } from '../../../../../adapters/bus/configure'
import type { ChatEvent, Service } from '../../../../../lib'

// The library looks for its platform under this name; what we ship gives it one.
Object.assign(globalThis, { window: globalThis })

const CHANNEL = '/service/chatV2/customer-support'

export interface Message {
  readonly id?: string
  readonly channel: string
  readonly clientId?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

export interface World {
  readonly service: Service
  readonly events: ChatEvent[]
  /** What was asked of the server, but for requests for news. */
  readonly asked: Message[]
  /** When hands were shaken, in ms. */
  readonly handshakes: number[]
  /** What the server answers to a message, in place of its own answer. `null`: nothing ever. */
  script: (message: Message) => object | null | undefined
  /** Whether the network is down: requests fail at once. */
  isDown: boolean
  readonly says: (text: string, who?: 'Agent' | 'Client') => void
  /** Something is put into the transcript that the server never pushes. */
  readonly quietly: (text: string) => void
  readonly delivers: (data: unknown) => void
  readonly pass: (ms: number) => Promise<void>
  readonly command: (name: string, options?: unknown) => { answer?: unknown }
  readonly told: () => ReadonlyArray<string>
}

export interface Shared {
  readonly scheduler: VirtualTimeScheduler
  readonly transcript: object[]
  readonly store: ReturnType<typeof memoryStore>
}
export const shared = (): Shared => ({ scheduler: new VirtualTimeScheduler(undefined, 0), transcript: [], store: memoryStore() })

export const world = (config: Readonly<Record<string, unknown>> = {}, { scheduler, transcript, store }: Shared = shared(), environment: Partial<Environment> = {}): World => {
  const asked: Message[] = []
  const handshakes: number[] = []
  const events: ChatEvent[] = []
  let clients = 0
  let clientId = ''
  let waiting: object[] = []
  let answerHeld: (() => void) | undefined
  const keys = { chatId: 'c1', secureKey: 's', alias: 'a', userId: 'u' }
  const parties = { Client: { nickname: 'Jo', participantId: 1, type: 'Client' }, Agent: { nickname: 'Erin', participantId: 2, type: 'Agent' } }

  const reply = (messages?: ReadonlyArray<object>): object => ({ ...(messages && { messages }), chatEnded: false, statusCode: 0, ...keys, nextPosition: transcript.length + 1 })
  const delivers = (data: unknown): void => {
    waiting.push({ channel: CHANNEL, data })
    answerHeld?.()
  }
  const add = (type: string, who: 'Client' | 'Agent', text?: string): object => {
    const event = { index: transcript.length + 1, type, utcTime: 1_700_000_000_000 + scheduler.now(), from: parties[who], ...(text !== undefined && { text }) }
    transcript.push(event)
    return event
  }
  const from = (position: number): ReadonlyArray<object> => (position < 0 ? transcript.slice(position) : transcript.slice(Math.max(0, position - 1)))

  const operate = (data: Readonly<Record<string, unknown>>): void => {
    if (data.operation === 'requestChat') delivers(reply([add('ParticipantJoined', 'Client')]))
    if (data.operation === 'requestNotifications' || data.operation === 'refresh') delivers(reply(from(Number(data.transcriptPosition))))
    if (data.operation === 'sendMessage') delivers(reply([add('Message', 'Client', String(data.message))]))
  }

  const answer = async (message: Message, signal: AbortSignal): Promise<ReadonlyArray<object> | null> => {
    if (message.channel !== '/meta/connect') asked.push(message)
    if (message.channel === '/meta/handshake') handshakes.push(scheduler.now())
    const scripted = it.script(message)
    if (scripted === null) return null
    const done = { id: message.id, channel: message.channel, successful: true, advice: { reconnect: 'retry', interval: 0, timeout: 30_000 } }
    if (scripted !== undefined) return [{ ...done, ...scripted }]
    if (message.channel === '/meta/handshake') {
      clients += 1
      clientId = `client${clients}`
      waiting = []
      return [{ ...done, clientId, version: '1.0', supportedConnectionTypes: ['long-polling'] }]
    }
    if (message.clientId !== clientId) return [{ ...done, successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake', interval: 0 } }]
    if (message.channel !== '/meta/connect') {
      if (message.data !== undefined) operate(message.data)
      return [{ id: message.id, channel: message.channel, successful: true }]
    }
    const hold = Number((message.advice as { timeout?: number } | undefined)?.timeout ?? 30_000)
    if (hold > 0 && waiting.length === 0) {
      await new Promise<void>((resolve) => {
        answerHeld = () => resolve()
        scheduler.schedule(() => resolve(), Math.min(hold, 30_000))
        signal.addEventListener('abort', () => resolve())
      })
      answerHeld = undefined
    }
    const news = waiting
    waiting = []
    return [done, ...news]
  }

  const fetch = ((_url: string, init: { body: string; signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      if (it.isDown) return reject(new TypeError('fetch failed'))
      init.signal.addEventListener('abort', () => reject(new Error('aborted')))
      const messages: ReadonlyArray<Message> = JSON.parse(init.body)
      Promise.all(messages.map((message) => answer(message, init.signal))).then((answers) => {
        if (!answers.includes(null)) resolve(new Response(JSON.stringify(answers.flat()), { status: 200 }))
      })
    })) as unknown as typeof globalThis.fetch // the part of it that we use

  const opened = configure({ cometD: { enabled: true, cometURL: 'https://gms.test/genesys/cometd', websocketEnabled: false }, ...config }, {
    backEnds: [gms],
    environment: { fetch, upload, WebSocket: class {} as never, store, uuid: () => 'u', random: () => 0.999, scheduler, ...environment }
  })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = opened.right
  service.event$.subscribe((event) => events.push(event))

  const breathe = async (): Promise<void> => {
    for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve))
  }
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

  const it: World = {
    service, events, asked, handshakes, delivers, pass,
    script: () => undefined,
    isDown: false,
    says: (text, who = 'Agent') => delivers(reply([add('Message', who, text)])),
    quietly: (text) => void add('Message', 'Agent', text),
    command: (name, options) => {
      const out: { answer?: unknown } = {}
      service.command(name as 'startChat', options as never).subscribe((given) => {
        out.answer = given
      })
      return out
    },
    told: () => events.map((event) => (event._tag === 'messageReceived' ? event.data.messages.map(({ type, text }) => text || type).join(', ') : event._tag))
  }
  return it
}

export const begun = async (config: Readonly<Record<string, unknown>> = {}, place: Shared = shared()): Promise<World> => {
  const it = world(config, place)
  it.command('startChat', { nickname: 'Jo' })
  await it.pass(100)
  return it
}
