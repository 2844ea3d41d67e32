/** Guest chat as a column: frames, and a server of a few lines that keeps what was said. */
import { readFrame } from '../../adapters/transports/guestChat/Unit'
import type { Store } from '../../adapters/transports/Environment'
import { memoryStore } from '../../adapters/node'
import { createService } from '../../lib'
import type { ChatEvent } from '../../lib'
import { CHAT, scene, willing } from '../adapters/transports/guestChat/scripted'
import type { Asked, Scripted } from '../adapters/transports/guestChat/scripted'
import type { Column, Running } from './Column'
import { SECRET } from './mutate'

const EPOCH = Date.parse('2025-01-01T12:00:00.000Z')
const iso = (ms: number): string => new Date(EPOCH + ms).toISOString()

const conversation = { id: 'c1', selfUri: '/api/v2/conversations/c1' }

const frame = (topic: string, type: string, eventBody: object): string =>
  JSON.stringify({ topicName: `v2.conversations.chats.c1.${topic}`, version: '2', eventBody: { conversation, ...eventBody }, metadata: { CorrelationId: 'x', type } })

const said = (id: string, sender: string, body: string, ms: number): object => ({ id, sender: { id: sender, selfUri: '/x' }, body, bodyType: 'standard', timestamp: iso(ms), selfUri: '/x' })

/** What a server keeps of the only conversation that it has. */
interface Kept {
  readonly log: Array<{ readonly id: string }>
  count: number
  hasEnded: boolean
}

const member = (id: string, role: string, state: string): object => ({ id, role, displayName: role === 'AGENT' ? 'Ann' : 'Sample Guest', state, joinDate: iso(0), ...(state === 'DISCONNECTED' ? { leaveDate: iso(1) } : {}) })

const running = (random: () => number, store: Store, kept: Kept): Running => {
  const s = scene({}, { random }, store)
  const service = createService({ transport: s.transport, scheduler: s.scheduler, store })
  const told: ChatEvent[] = []
  service.event$.subscribe((event) => told.push(event))
  let isTrouble = false
  let spoil = (answer: string): string => answer
  let traffic = 0

  /** Made while no connection could be had: they never open. */
  const dead = new Set<unknown>()
  let troubledFrom = 0
  const socket = () => {
    const last = s.sockets.at(-1)
    return isTrouble || dead.has(last) ? undefined : last
  }
  const record = (sender: string, body: string): object => {
    kept.count += 1
    const entity = { ...said(`m${kept.count}`, sender, body, kept.count), id: `m${kept.count}` }
    kept.log.push(entity)
    socket()?.say({ topicName: 'v2.conversations.chats.c1.messages', version: '2', eventBody: { conversation, ...entity }, metadata: { type: 'message' } })
    return entity
  }

  const answer = (asked: Asked): Scripted => {
    const { method, path, body } = asked
    if (method === 'POST' && path === '') {
      kept.hasEnded = false
      kept.log.length = 0
      return { status: 200, body: CHAT }
    }
    const guest = member('g1', 'CUSTOMER', kept.hasEnded ? 'DISCONNECTED' : 'CONNECTED')
    const agent = member('a1', 'AGENT', 'CONNECTED')
    if (method === 'DELETE') {
      kept.hasEnded = true
      return { status: 204 }
    }
    if (method === 'POST' && path.endsWith('/messages')) return kept.hasEnded ? { status: 400, body: {} } : { status: 200, body: record('g1', (body as { readonly body: string }).body) } // as our requests have it
    if (path.endsWith('/members')) return { status: 200, body: { entities: [guest, agent], pageSize: 100 } }
    if (path === '/c1/members/g1') return { status: 200, body: guest }
    if (path === '/c1/members/a1') return { status: 200, body: agent }
    if (method === 'GET' && path.startsWith('/c1/messages')) {
      const query = new URLSearchParams(path.split('?')[1])
      const from = kept.log.findIndex(({ id }) => id === query.get('after')) + 1
      const entities = query.get('sortOrder') === 'descending' ? [...kept.log].reverse() : kept.log.slice(from)
      return { status: 200, body: { entities, pageSize: 100 } }
    }
    return willing(asked)
  }

  s.script = (asked) => {
    traffic += 1
    if (isTrouble) return 'refused'
    const given = answer(asked)
    if (typeof given === 'string' || given.body === undefined) return given
    return { ...given, body: spoil(JSON.stringify(given.body)) }
  }

  return {
    service, told, pass: s.pass,
    hear: (text) => socket()?.say(text),
    agentSays: (text) => void record('a1', text),
    agentTypes: () => socket()?.say(frame('messages', 'typing-indicator', { id: 't', sender: { id: 'a1' } })),
    drop: () => socket()?.close(),
    setTrouble: (given) => {
      if (given && !isTrouble) {
        socket()?.close()
        troubledFrom = s.sockets.length
      }
      if (!given && isTrouble) for (const one of s.sockets.slice(troubledFrom)) dead.add(one)
      isTrouble = given
      s.opening = !given
    },
    setSpoiling: (given) => {
      spoil = given
    },
    traffic: () => traffic + s.sockets.length,
    reload: () => running(random, store, kept),
    forget: () => {
      s.asked.length = 0
      s.inbound.length = 0
      told.length = 0
      s.sockets.splice(0, s.sockets.length - 1)
    }
  }
}

export const guestChat: Column = {
  name: 'guest chat',
  frames: [
    frame('messages', 'message', said('m1', 'a1', SECRET, 1_000)),
    frame('messages', 'message', said('m2', 'g1', SECRET, 1_000)),
    frame('messages', 'message', { ...said('m3', 'a1', SECRET, 1_500), bodyType: 'notice' }),
    frame('messages', 'message', { id: 'm4', sender: { id: 'a1' }, bodyType: 'member-join', timestamp: iso(900) }),
    frame('messages', 'message', { id: 'm5', sender: { id: 'a1' }, bodyType: 'member-leave', timestamp: iso(2_000) }),
    frame('messages', 'typing-indicator', { id: 't1', sender: { id: 'a1' }, timestamp: iso(1_200) }),
    frame('members', 'member-change', { member: { id: 'a1', state: 'CONNECTED' }, timestamp: iso(800) }),
    frame('members', 'member-change', { member: { id: 'a1', state: 'DISCONNECTED' }, timestamp: iso(2_100) }),
    frame('members', 'member-change', { member: { id: 'a2', state: 'ALERTING' } }),
    JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } })
  ],
  ids: ['a1', 'a2', 'g1', 'c1', 'c2', 'm1', 'm2', '', ' ', '__proto__', 'constructor', '\ud800', 'a b', '../x', 'x'.repeat(5_000)],
  good: (text) => frame('messages', 'message', said(`good ${text}`, 'a1', text, 3_000)),
  refuses: (text) => readFrame(text, { conversationId: 'c1', now: () => 0 })._tag === 'Left',
  open: (random = () => 0.5) => running(random, memoryStore(), { log: [], count: 0, hasEnded: false })
}
