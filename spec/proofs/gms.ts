/** GMS as a column: a frame is one event of the transcript, as the next poll brings it. */
import { VirtualTimeScheduler } from 'rxjs'
import { memoryStore } from '../../adapters/node'
import type { Store } from '../../adapters/transports/Environment'
import { readEvents } from '../../adapters/transports/transcript/TranscriptEvent'
import { EPOCH, scene } from '../adapters/transports/gms/scripted'
import type { Event, Scripted } from '../adapters/transports/gms/scripted'
import type { Column, Running } from './Column'
import { SECRET } from './mutate'

interface World {
  readonly scheduler: VirtualTimeScheduler
  readonly transcript: Event[]
}

const jo = { nickname: 'Jo', participantId: 1, type: 'Client' }
const erin = { nickname: 'Erin', participantId: 2, type: 'Agent' }

/** Far behind whatever the server itself numbers. */
let next = 1_000_000

const event = (type: string, more: object = {}): string => {
  next += 1
  return JSON.stringify({ index: next, type, utcTime: EPOCH + 1_000, from: erin, ...more })
}

/** What a text is that a reply could hold; `undefined` for what would make the whole reply unreadable. */
const parsed = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const running = (random: () => number, store: Store, world: World): Running => {
  const it = scene({}, { random }, store, world)
  let isTrouble = false
  let spoil = (answer: string): string => answer
  let traffic = 0
  /** Polls that get no answer. */
  let drops = 0
  /** What the next poll brings beside the transcript. */
  let heard: unknown[] = []
  /** What the next poll brings instead. */
  let garbage: string | undefined

  const bring = (given: Scripted): Scripted => {
    if (typeof given === 'string') return given
    const body = given.body as { readonly messages?: ReadonlyArray<unknown> } // as the scripted server answers a poll
    const messages = [...(body.messages ?? []), ...heard]
    heard = []
    return { ...given, body: { ...body, messages } }
  }

  it.script = ({ path }, serve) => {
    traffic += 1
    if (isTrouble) return 'refused'
    if (path === '/') {
      world.transcript.length = 0
      it.ended = false
    }
    const isPoll = path.endsWith('/refresh')
    if (isPoll && drops > 0) {
      drops -= 1
      return 'refused'
    }
    if (isPoll && garbage !== undefined) {
      const body = garbage
      garbage = undefined
      return { status: 200, body }
    }
    const given = isPoll ? bring(serve()) : serve()
    return typeof given === 'string' ? given : { ...given, body: spoil(JSON.stringify(given.body)) }
  }

  return {
    service: it.service,
    told: it.events,
    pass: it.pass,
    hear: (text) => {
      const frame = parsed(text)
      if (frame === undefined) garbage = text
      else heard.push(frame.value)
    },
    agentSays: (text) => it.says('Agent', text),
    agentTypes: () => it.happens('TypingStarted', 'Agent'),
    drop: () => {
      drops = 1
    },
    setTrouble: (given) => {
      isTrouble = given
    },
    setSpoiling: (given) => {
      spoil = given
    },
    traffic: () => traffic,
    reload: () => running(random, store, world),
    forget: () => {
      it.asked.length = 0
      it.events.length = 0
    }
  }
}

export const gms: Column = {
  name: 'GMS',
  frames: [
    event('Message', { text: SECRET, messageType: 'text' }),
    event('Message', { text: SECRET, from: jo }),
    event('Message', { text: SECRET, from: { nickname: 'Sam', participantId: 3, type: 'Supervisor' } }),
    event('Message', { text: '', eventAttributes: { 'structured-content': { 'genesys-chat': { content: JSON.stringify({ type: 'message', text: SECRET }) } } } }),
    event('Notice', { text: SECRET, userData: { k: SECRET } }),
    event('PushUrl', { text: 'https://example.com/' }),
    event('ParticipantJoined'),
    event('ParticipantLeft'),
    event('TypingStarted', { text: SECRET }),
    event('TypingStopped'),
    event('NicknameUpdated', { from: jo }),
    event('FileUploaded', { text: 'a.png', userData: { 'file-id': 'f1', 'file-name': 'a.png', 'file-size': '3' } }),
    event('CustomNotice', { text: SECRET }),
    event('IdleAlert', { text: 'soon', from: { nickname: 'system', participantId: 9, type: 'External' }, userData: { 'next-idle-timer-secs': '45' } })
  ],
  ids: ['1', '2', 'c1', 'f1', '', ' ', '__proto__', 'constructor', '\ud800', 'a b', '../x', 'Client', 'Agent', 'x'.repeat(5_000)],
  good: (text) => event('Message', { text }),
  refuses: (text) => {
    const frame = parsed(text)
    return frame !== undefined && readEvents([frame.value], { now: () => 0 }).some((news) => 'malformed' in news)
  },
  tellsOnce: true,
  open: (random = () => 0.5) => running(random, memoryStore(), { scheduler: new VirtualTimeScheduler(undefined, 0), transcript: [] })
}
