/** What the wire's units mean. No network, no time. */
import * as fc from 'fast-check'
import type { Entry, Inbound } from '../../../../lib'
import type { Member } from '../../../../adapters/transports/guestChat/codecs'
import { entryOf, live, restored, unfilled } from '../../../../adapters/transports/guestChat/roster'
import type { Terms } from '../../../../adapters/transports/guestChat/roster'
import { readFrame, readMessage, stateOf } from '../../../../adapters/transports/guestChat/Unit'
import type { Unit } from '../../../../adapters/transports/guestChat/Unit'
import { heard } from '../../../../adapters/transports/guestChat/wire'
import { lineOf } from './world'

const member = (id: string, role: string, more: Partial<Member> = {}): Member => ({
  id, role, state: 'CONNECTED', displayName: `${role} ${id}`, avatarImageUrl: undefined, joinDate: undefined, leaveDate: undefined, ...more
})

const guest = member('g', 'CUSTOMER')
const everybody = [guest, member('a', 'AGENT', { avatarImageUrl: 'https://a' }), member('b', 'WORKFLOW'), member('q', 'ACD'), member('x', 'constructor')]
const now = () => 99
const session = { conversationId: 'c', jwt: 'j', memberId: guest.id, WebSocketUrl: 'ws://x', lastMessageId: '' }

/** A chat with its roster, as live units come. */
const room = (bots = false, members: ReadonlyArray<Member> = everybody) => {
  const terms: Terms = { session, bots }
  const recordOf = (id: string | undefined): Member | undefined => members.find((one) => one.id === id)
  let roster = unfilled('')
  return {
    live: (unit: Unit): ReadonlyArray<Inbound> => {
      const input = heard(unit, guest.id)
      if (input._tag === 'Ended') return [{ _tag: 'Right', right: { _tag: 'Ended' } }]
      if (input._tag !== 'Heard' || input.item === undefined) return []
      const meaning = live(terms, roster, { unit, record: recordOf(unit.memberId) })
      roster = meaning.roster
      return meaning.frames
    },
    entries: (unit: Unit): ReadonlyArray<Entry> => {
      const entry = entryOf(terms, { unit, record: recordOf(unit.memberId) })
      return entry === undefined ? [] : [entry]
    },
    members: () => {
      const [frame] = restored(terms, { news: members.map((one) => stateOf(one, now)), recordOf }).frames
      return frame?._tag === 'Right' && frame.right._tag === 'Roster' ? frame.right.members : []
    }
  }
}
const line = (id: string, memberId: string | undefined, kind: string, at: number, text = id): Unit => ({ id, memberId, kind, at, text, original: id })
/** `NaN`: the server gave no time. */
const change = (memberId: string, state: string, at: number): Unit =>
  Number.isNaN(at) ? { kind: state, memberId, at: now(), untimed: true, original: state } : { kind: state, memberId, at, original: state }

const tell = (units: ReadonlyArray<Unit>, { live } = room()): ReadonlyArray<string> =>
  units
    .flatMap((unit) => live(unit))
    .flatMap((one) => {
      if (one._tag === 'Left') return [one._tag]
      return one.right._tag === 'Entries' ? one.right.entries.map(({ message }) => lineOf(message.type, message.from.id, message.text)) : [one.right._tag]
    })

test.each([
  ['a', 'standard', { type: 'Message', from: { id: 'a', name: 'AGENT a', type: 'Agent', avatar: 'https://a' } }],
  ['a', 'notice', { type: 'Notice', from: { id: 'a', name: 'AGENT a', type: 'Agent', avatar: 'https://a' } }],
  ['b', 'standard', { type: 'Message', from: { id: 'b', name: 'WORKFLOW b', type: 'Bot' } }],
  ['b', 'notice', { type: 'Notice', from: { id: 'b', name: 'WORKFLOW b', type: 'External' } }],
  ['g', 'standard', { type: 'Message', from: { id: 'g', name: 'CUSTOMER g', type: 'Client' } }],
  ['q', 'standard', { type: 'Message', from: { id: 'q', name: 'ACD q', type: 'External' } }],
  ['x', 'standard', { type: 'Message', from: { id: 'x', name: 'constructor x', type: 'External' } }],
  ['stranger', 'standard', { type: 'Message', from: { id: 'stranger', type: 'Agent' } }],
  [undefined, 'standard', { type: 'Message', from: { type: 'External' } }]
])('a line of %s, %s', (memberId, kind, expected) => {
  const { live } = room()
  live(change('a', 'CONNECTED', 0))
  const right = {
    _tag: 'Entries', era: 'live', session: { shown: { ...session, lastMessageId: 'm' } },
    entries: [{ original: 'm', message: { id: 'm', text: 'm', timestamp: 5, ...expected } }]
  }
  expect(live(line('m', memberId, kind, 5))).toEqual([{ _tag: 'Right', right }])
})

test.each(['media-request', 'toString', '__proto__', ''])('lines of kind %j are not shown', (kind) => {
  expect(tell([line('m', 'a', kind, 1)])).toEqual([])
})

test.each(['toString', 'ALERTING', '', 'member-join'])('state %j is no news', (state) => {
  expect(tell([change('a', state, 1), change('b', state, 1), change('g', state, 1)])).toEqual(state === 'member-join' ? ['+a'] : [])
})

test('a message and a state tell of one coming and one going, in every order', () => {
  const [here, join] = [change('a', 'CONNECTED', 10), line('j', 'a', 'member-join', 12)]
  const [gone, leave] = [change('a', 'DISCONNECTED', 20), line('l', 'a', 'member-leave', 18)]
  for (const coming of [[here, join], [join, here]]) {
    for (const going of [[gone, leave], [leave, gone]]) {
      expect(tell([...coming, ...going])).toEqual(['+a', '-a'])
      expect(tell([...coming, ...coming, ...going, ...coming, ...going])).toEqual(['+a', '-a'])
    }
  }
})

test('leaves and comes again', () => {
  expect(tell([change('a', 'CONNECTED', 10), change('a', 'DISCONNECTED', 20), change('a', 'CONNECTED', 30), change('a', 'DISCONNECTED', 40)])).toEqual(['+a', '-a', '+a', '-a'])
})

test('however frames are repeated and swapped: joins and leaves alternate, and the last one is the truth', () => {
  const story = [change('a', 'ALERTING', 5), change('a', 'CONNECTED', 10), line('j', 'a', 'member-join', 12), change('a', 'CONNECTED', 15), change('a', 'DISCONNECTED', 20), line('l', 'a', 'member-leave', 21)]
  fc.assert(
    fc.property(fc.shuffledSubarray([...story, ...story, ...story], { minLength: 1 }), fc.boolean(), (frames, complete) => {
      const told = tell(complete ? [...frames, ...story.slice(-2)] : frames)
      told.forEach((one, i) => expect(one).toBe(i % 2 === 0 ? '+a' : '-a'))
      if (complete) expect(told.length % 2).toBe(0)
    })
  )
})

test('who speaks has come, also when the news of it went missing; who left has not come again', () => {
  expect(tell([line('m', 'a', 'standard', 10), change('a', 'CONNECTED', 8)])).toEqual(['+a', 'm'])
  expect(tell([change('a', 'CONNECTED', 1), change('a', 'DISCONNECTED', 20), line('m', 'a', 'standard', 10)])).toEqual(['+a', '-a', 'm'])
  expect(tell([change('a', 'CONNECTED', 1), change('a', 'DISCONNECTED', 20), line('m', 'a', 'standard', 30)])).toEqual(['+a', '-a', 'm'])
})

test('states without a time count in the order of their arrival', () => {
  expect(tell([change('a', 'CONNECTED', NaN), change('a', 'CONNECTED', NaN), change('a', 'DISCONNECTED', NaN)])).toEqual(['+a', '-a'])
})

test('queues are never told of, bots on request, the guest only of the end', () => {
  const units = ['q', 'b', 'g'].flatMap((id) => [change(id, 'CONNECTED', 1), line(`j${id}`, id, 'member-join', 2)])
  expect(tell(units)).toEqual([])
  expect(tell(units, room(true))).toEqual(['+b'])
  expect(tell([change('g', 'DISCONNECTED', 9)])).toEqual(['Ended'])
})

test('the history: everybody but queues and untold bots comes and goes, each entry as it is', () => {
  const lines = ['g', 'a', 'b', 'q', 'stranger'].flatMap((id) => [line(`j${id}`, id, 'member-join', 1), line(`m${id}`, id, 'standard', 2), line(`l${id}`, id, 'member-leave', 3)])
  const told = (bots: boolean) => lines.flatMap(room(bots).entries).map(({ message }) => lineOf(message.type, message.from.id, message.text))
  expect(told(false)).toEqual(['+g', 'mg', '-g', '+a', 'ma', '-a', 'mb', 'mq', 'mstranger'])
  expect(told(true)).toEqual(['+g', 'mg', '-g', '+a', 'ma', '-a', '+b', 'mb', '-b', 'mq', 'mstranger'])
})

test('the roster: who declined was never there', () => {
  const at = (ms: number): string => new Date(ms).toISOString()
  const members = [
    member('g', 'CUSTOMER', { joinDate: at(1) }), member('q', 'ACD'), member('b', 'WORKFLOW'),
    member('offered', 'AGENT', { state: 'ALERTING' }), member('declined', 'AGENT', { state: 'DISCONNECTED' }),
    member('left', 'AGENT', { state: 'DISCONNECTED', joinDate: at(2), leaveDate: at(3) }), member('here', 'AGENT')
  ]
  expect(room(false, members).members().map(({ from, ...times }) => [from.id, times])).toEqual([
    ['g', { joinedAt: 1 }], ['left', { joinedAt: 2, leftAt: 3 }], ['here', { joinedAt: 99 }]
  ])
})

test('the own join', () => {
  expect(room().entries({ ...stateOf(guest, now), original: 'stub' })).toEqual([{ original: 'stub', message: { id: 'g-CONNECTED-99', type: 'ParticipantJoined', text: '', timestamp: 99, from: { id: 'g', name: 'CUSTOMER g', type: 'Client' }, displayName: 'CUSTOMER g', role: 'CUSTOMER', state: 'CONNECTED' } }])
})

test('news of a state has an id of its own, also when it comes again', () => {
  const ids = (...units: ReadonlyArray<Unit>) => units.flatMap(room().entries).map(({ message }) => message.id)
  const told = ids(change('a', 'CONNECTED', 10), change('a', 'DISCONNECTED', 10), change('a', 'CONNECTED', 30), change('b', 'CONNECTED', 10), line('j', 'a', 'member-join', 10))
  expect(new Set(told).size).toBe(told.length)
})

test('a record as news of its state', () => {
  expect(stateOf(member('a', 'AGENT', { joinDate: '1970-01-01T00:00:00.001Z' }), now)).toMatchObject({ memberId: 'a', kind: 'CONNECTED', at: 1 })
  expect(stateOf(member('a', 'AGENT', { state: 'DISCONNECTED', leaveDate: '1970-01-01T00:00:00.002Z' }), now)).toMatchObject({ kind: 'DISCONNECTED', at: 2 })
})

const frame = (type: string, eventBody: unknown): string => JSON.stringify({ topicName: 't', version: '2', eventBody, metadata: { CorrelationId: 'x', type } })
const reading = { conversationId: 'c', now }
const ours = { conversation: { id: 'c' } }

test.each([
  ['a heartbeat', JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } })],
  ['an empty object', '{}'],
  ['a type not heard of', frame('unheard-of', null)],
  ['a type that every object has', frame('toString', null)],
  ['another conversation', frame('message', { conversation: { id: 'other' } })],
  ['a message without a body', frame('message', null)]
])('%s is nothing for us', (_, data) => {
  const read = readFrame(data, reading)
  expect(read).toMatchObject({ _tag: 'Right', right: { kind: '' } })
  expect(tell(read._tag === 'Right' ? [read.right] : [])).toEqual([])
})

test.each([
  ['message', { id: 'm', sender: { id: 'a' }, body: 'one', timestamp: '1970-01-01T00:00:00.005Z' }, { kind: 'standard', memberId: 'a', at: 5, id: 'm', text: 'one' }],
  ['typing-indicator', { sender: { id: 'a' }, timestamp: '1970-01-01T00:00:00.005Z' }, { kind: 'typing-indicator', memberId: 'a', at: 5 }],
  ['member-change', { member: { id: 'a', state: 'CONNECTED' }, conversation: {} }, { kind: 'CONNECTED', memberId: 'a', at: 99, untimed: true }]
])('a frame of type %s that names no conversation is of this one', (type, body, expected) => {
  expect(readFrame(frame(type, body), reading)).toEqual({ _tag: 'Right', right: { ...expected, original: body } })
})

test('a message that says nothing is not shown', () => {
  expect(tell([{ id: 'm', memberId: 'a', kind: 'standard', at: 1, original: 'm' }])).toEqual([])
})

test.each([
  ['{', 'frame: expected JSON text'],
  [new ArrayBuffer(2), 'frame: expected JSON text'],
  ['7', 'frame: expected an object, found a number'],
  ['{"metadata":5}', 'frame.metadata: expected an object, found a number'],
  [frame('message', {}), 'frame.eventBody.id: expected a string, found undefined'],
  [frame('message', { ...ours, id: 5, body: 'secret' }), 'frame.eventBody.id: expected a string, found a number'],
  [frame('message', { ...ours, id: 'm', body: { secret: 1 } }), 'frame.eventBody.body: expected a string, found an object'],
  [frame('typing-indicator', ours), 'frame.eventBody.sender: expected an object, found undefined'],
  [frame('member-change', { ...ours, member: { id: 'a' } }), 'frame.eventBody.member.state: expected a string, found undefined']
])('%j is malformed, without its contents', (data, error) => {
  expect(readFrame(data, reading)).toEqual({ _tag: 'Left', left: { errors: [error] } })
})

test('whatever comes is read or refused, never thrown', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom('message', 'typing-indicator', 'member-change'), (body, type) => void readFrame(frame(type, body), reading)))
  fc.assert(fc.property(fc.string(), (text) => void readFrame(text, reading)))
})

test('an entry of the history: stub sender, no body; the original untouched', () => {
  const original = { id: 'm', conversation: { id: 'c', selfUri: '/x' }, sender: { id: 'a' }, bodyType: 'member-join', timestamp: '1970-01-01T00:00:00.005Z', selfUri: '/y' }
  const read = readMessage(original, now, 'response.entities.0')
  expect(read).toEqual({ _tag: 'Right', right: { id: 'm', memberId: 'a', kind: 'member-join', text: undefined, at: 5, original } })
  expect(read._tag === 'Right' && read.right.original).toBe(original)
})
