/** Web messaging as a column: frames, and the scripted service of its own specs. */
import { decodeFrame } from '../../adapters/transports/webMessaging/decodeFrame'
import type { Store } from '../../adapters/transports/Environment'
import { createService } from '../../lib'
import type { ChatEvent } from '../../lib'
import { memoryStore } from '../adapters/transports/webMessaging/kit'
import { scene } from '../adapters/transports/webMessaging/scene'
import type { Body } from '../adapters/transports/webMessaging/scene'
import type { Column, Running } from './Column'
import { SECRET } from './mutate'

const frame = (name: string, body: unknown, more: object = {}): string => JSON.stringify({ type: 'message', class: name, code: 200, body, ...more })

const channel = (id: string): object => ({ time: '2026-01-01T00:00:00.500Z', messageId: id, from: { nickname: 'Sam', image: 'https://example.com/sam.png' } })

const said = (id: string, text: string, more: object = {}): object => ({ id, direction: 'Outbound', type: 'Text', text, channel: channel(id), originatingEntity: 'Human', ...more })

const running = (random: () => number, store: Store & { readonly kept: Map<string, string> }, before?: ReadonlyArray<Body>): Running => {
  let isTrouble = false
  let spoil = (answer: string): string => answer
  let requests = 0

  const fetch = (async (url: string) => {
    requests += 1
    if (isTrouble) throw new TypeError('fetch failed')
    const query = new URL(url).searchParams
    const [number, size] = [Number(query.get('pageNumber')), Number(query.get('pageSize'))]
    const newest = [...s.log].reverse()
    return new Response(spoil(JSON.stringify({ entities: newest.slice((number - 1) * size, number * size), pageCount: Math.ceil(newest.length / size) })))
  }) as unknown as typeof globalThis.fetch // the part of it that we use

  const s = scene({}, { fetch, random }, store)
  s.log.push(...(before ?? []))
  s.isKnown = before !== undefined
  const service = createService({ transport: s.transport, scheduler: s.scheduler, store })
  const told: ChatEvent[] = []
  service.event$.subscribe((event) => told.push(event))

  /** Made while no connection could be had: they never open. */
  const dead = new Set<unknown>()
  let troubledFrom = 0
  const socket = () => {
    const last = s.sockets.at(-1)
    return isTrouble || dead.has(last) ? undefined : last
  }
  const setTrouble = (given: boolean): void => {
    if (given && !isTrouble) {
      socket()?.close()
      troubledFrom = s.sockets.length
    }
    if (!given && isTrouble) for (const one of s.sockets.slice(troubledFrom)) dead.add(one)
    isTrouble = given
    s.opening = !given
  }
  // What the service answers on the socket may be spoiled, too.
  s.script = (request, socket) => {
    if (request.action !== 'getJwt') return false
    socket.raw(spoil(frame('JwtResponse', { jwt: 'j' }, { type: 'response', tracingId: request.tracingId })))
    return true
  }

  return {
    service, told, pass: s.pass,
    hear: (text) => socket()?.raw(text),
    agentSays: (text) => void s.agent(text, { live: socket() !== undefined }),
    agentTypes: () => socket()?.raw(frame('StructuredMessage', said('t', '', { type: 'Event', text: undefined, channel: { from: { nickname: 'Sam' } }, events: [{ eventType: 'Typing', typing: { type: 'On' } }] }))),
    drop: () => socket()?.close(),
    setTrouble,
    setSpoiling: (given) => {
      spoil = given
    },
    traffic: () => requests + s.sockets.length + s.sockets.reduce((sum, { sent }) => sum + sent.length, 0),
    reload: () => running(random, store, s.log),
    forget: () => {
      s.told.length = 0
      s.frames.length = 0
      told.length = 0
      s.sockets.splice(0, s.sockets.length - 1)
      for (const { sent } of s.sockets) sent.length = 0
    }
  }
}

const session = { connected: true, newSession: false, readOnly: false, durationSeconds: 259_200, expirationDate: 1_796_000_000, blockedExtensions: ['.exe'], allowedMedia: { inbound: { fileTypes: [{ type: '*/*' }], maxFileSizeKB: 10_240 } } }

export const webMessaging: Column = {
  name: 'web messaging',
  frames: [
    frame('StructuredMessage', said('m1', SECRET)),
    frame('StructuredMessage', said('m2', SECRET, { direction: 'Inbound' }), { tracingId: 'x' }),
    frame('StructuredMessage', said('m3', '', { type: 'Event', events: [{ eventType: 'Typing', typing: { type: 'On', duration: 5_000 } }] })),
    frame('StructuredMessage', said('m4', '', { type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Join' } }] })),
    frame('StructuredMessage', said('m5', '', { type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Disconnect' } }], metadata: { readOnly: 'false' } })),
    frame('StructuredMessage', said('m6', SECRET, { type: 'Structured', content: [{ contentType: 'QuickReply', quickReply: { text: SECRET, payload: SECRET, action: 'Message' } }] })),
    frame('StructuredMessage', said('m7', SECRET, { content: [{ contentType: 'Attachment', attachment: { id: 'f1', url: 'https://example.com/f', filename: 'f.txt', mime: 'text/plain', mediaType: 'File' } }] })),
    frame('SessionResponse', session, { type: 'response', tracingId: 'y' }),
    frame('PresignedUrlResponse', { attachmentId: 'f1', url: 'https://example.com/up', headers: { 'x-amz-tagging': 'a=b' } }, { type: 'response' }),
    frame('UploadSuccessEvent', { attachmentId: 'f1', url: 'https://example.com/f' }),
    frame('JwtResponse', { jwt: SECRET, exp: 1 }, { type: 'response' }),
    frame('string', 'Request failed', { type: 'response', code: 400, tracingId: 'z' }),
    frame('TooManyRequestsErrorMessage', { errorCode: 4029, errorMessage: 'Too many', retryAfter: 3 }, { type: 'response', code: 429 })
  ],
  ids: ['u1', 'u2', 'f1', 'm1', 'm2', '', ' ', '__proto__', 'constructor', '\ud800', 'a b', 'StructuredMessage', 'SessionResponse', 'Inbound', 'Outbound', 'x'.repeat(5_000)],
  good: (text) => frame('StructuredMessage', said(`good ${text}`, text)),
  refuses: (text) => decodeFrame(text)._tag === 'Left',
  open: (random = () => 0.5) => running(random, memoryStore())
}
