/** What sites and servers do that are not as the book says, and what sites written for the incumbent read. */
import type { Answer } from '../../../../lib'
import { createService } from '../../../../lib'
import { answered } from '../../../../adapters/transports/rest'
import { frames, scene } from './scripted'
import type { Scene } from './scripted'
import { startCall } from './world'

const begun = async (...given: Parameters<typeof scene>): Promise<Scene> => {
  const s = scene(...given)
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  return s
}

test.each([
  ['DISCONNECTED', ['Entries', 'Ended']],
  ['CONNECTED', ['Entries']]
])('the guest’s leaving comes as a message only, and the own record says %s', async (state, tags) => {
  const s = await begun()
  s.script = ({ path }) => (path === '/c1/members/g1' ? { status: 200, body: { id: 'g1', role: 'CUSTOMER', state } } : undefined)
  s.sockets[0]?.say(frames.message('m1', '', { sender: { id: 'g1' }, bodyType: 'member-leave' }))
  await s.pass(0)
  expect(s.tags()).toEqual(tags)
})

test('frames that name no conversation are of this one, those that name another are not', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', '2025-01-01T12:00:00.000Z'))
  await s.pass(0)
  s.sockets[0]?.say(frames.message('m1', 'one', { conversation: undefined }))
  s.sockets[0]?.say({ eventBody: { sender: { id: 'a1' } }, metadata: { type: 'typing-indicator' } })
  s.sockets[0]?.say(frames.message('m2', 'another', { conversation: { id: 'c2' } }))
  expect([s.lines(), s.tags()]).toEqual([['+Sample Guest', '+Agent a1', 'one'], ['Entries', 'Entries', 'Entries', 'Typing']])
})

test('who comes and goes: beside the message fields of the member’s own record', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', '2025-01-01T12:00:00.000Z'))
  await s.pass(0)
  s.sockets[0]?.say(frames.change('a1', 'DISCONNECTED', '2025-01-01T12:00:01.000Z'))
  const record = { displayName: 'Agent a1', role: 'AGENT' }
  expect(s.frames().slice(1)).toMatchObject([
    { entries: [{ message: { type: 'ParticipantJoined', from: { name: 'Agent a1' }, ...record, state: 'CONNECTED' } }] },
    { entries: [{ message: { type: 'ParticipantLeft', from: { name: 'Agent a1' }, ...record, state: 'DISCONNECTED' } }] }
  ])
})

test('a chat that is taken up tells what can be done, after its answer; outside a chat nobody would hear of it', async () => {
  const order: unknown[] = []
  const restore = async (s: Scene): Promise<void> => {
    order.length = 0
    s.transport.frames$.subscribe((one) => order.push(one._tag === 'Right' ? one.right._tag : one._tag))
    s.transport.call({ type: 'restore' }).subscribe((answer) => order.push((answer as Answer)._tag))
    await s.pass(0)
  }
  const none = scene()
  await restore(none)
  expect(order).toEqual(['Left'])
  const before = await begun()
  before.transport.dispose()
  const taken = scene({}, {}, before.store)
  await restore(taken)
  expect(order).toEqual(['Right', 'Roster', 'Entries', 'Changed'])
  expect(taken.frames().at(-1)).toMatchObject({ _tag: 'Changed', capabilities: { pagination: true, fileUpload: false } })
})

test.each([
  ['only get', { get: (name: string) => (name === 'retry-after' ? '3' : null) }, { 'retry-after': '3' }],
  ['nothing', {}, {}],
  ['no headers at all', undefined, {}]
])('a replaced fetch whose headers have %s', async (_, headers, expected) => {
  expect(answered({ ok: true, status: 200, statusText: 'OK', headers: headers as unknown as Headers }, '{}')).toMatchObject({ _tag: 'Right', right: { headers: expected } })
})

test('a chat over such a fetch', async () => {
  const given: Answer[] = []
  const fetch = (async (_: string, { method }: { method: string }) => ({
    ok: true, status: method === 'DELETE' ? 204 : 200, statusText: 'OK', headers: { get: () => null },
    text: async () => JSON.stringify({ id: 'c1', jwt: 'j', eventStreamUri: 'wss://stream', member: { id: 'g1' } })
  })) as unknown as typeof globalThis.fetch
  const s = scene({}, { fetch })
  s.transport.call(startCall).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Right' }])
})

test('a sign of typing that is older than the same person’s message is no news', async () => {
  const s = scene()
  const service = createService({ transport: s.transport, config: {} })
  const told: string[] = []
  service.event$.subscribe(({ _tag }) => told.push(_tag))
  service.command('startChat').subscribe()
  await s.pass(0)
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', '2025-01-01T12:00:00.000Z'))
  await s.pass(0)
  const typing = (timestamp: string): unknown => ({ eventBody: { id: 't', sender: { id: 'a1' }, timestamp }, metadata: { type: 'typing-indicator' } })
  s.sockets[0]?.say(frames.message('m1', 'one', { timestamp: '2025-01-01T12:00:05.000Z' }))
  s.sockets[0]?.say(typing('2025-01-01T12:00:04.000Z'))
  await s.pass(1_000)
  expect(told).not.toContain('agentTypingStarted')
  s.sockets[0]?.say(typing('2025-01-01T12:00:06.000Z'))
  await s.pass(1_000)
  expect(told).toContain('agentTypingStarted')
  service.dispose()
})
