/** What happens when: in virtual time, to the millisecond. */
import { Subject } from 'rxjs'
import { frames, scene } from './scripted'
import type { Scene } from './scripted'
import { startCall } from './world'

const begun = async (...given: Parameters<typeof scene>): Promise<Scene> => {
  const s = scene(...given)
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  return s
}

/** The times at which sockets were made, watched while `ms` pass in steps of 50. */
const watch = async (s: Scene, ms: number): Promise<ReadonlyArray<number>> => {
  const times: number[] = []
  for (let at = 0, known = s.sockets.length; at < ms; at += 50) {
    await s.pass(50)
    if (s.sockets.length > known) times.push(at + 50)
    known = s.sockets.length
  }
  return times
}

test('a stream that is silent for 14 seconds is lost; each frame, also a heartbeat, begins them anew', async () => {
  const s = await begun()
  await s.pass(13_999)
  s.sockets[0]?.say(frames.heartbeat)
  await s.pass(13_999)
  expect(s.tags()).toEqual(['Entries'])
  await s.pass(1)
  expect(s.tags()).toEqual(['Entries', 'Lost'])
  expect(s.sockets[0]?.closed).toBe(true)
})

test('the watchdog can be set', async () => {
  const s = await begun({ transport: { socketHeartbeatTrackerInterval: 1_000 } })
  await s.pass(1_000)
  expect(s.tags()).toEqual(['Entries', 'Lost'])
})

test('a closed stream is lost at once; tries grow apart, up to 30 seconds', async () => {
  const s = await begun()
  await s.pass(5_000)
  s.opening = false
  s.script = () => 'refused'
  s.sockets[0]?.close()
  expect(s.tags()).toEqual(['Entries', 'Lost'])
  const starts: number[] = []
  for (let i = 1; i <= 10; i += 1) {
    const before = s.sockets.length
    let waited = 0
    for (; s.sockets.length === before; waited += 50) await s.pass(50)
    starts.push(waited)
    s.sockets[before]?.close()
  }
  // `random` is 0.999: nearly the longest pause each time.
  expect(starts.map((ms) => Math.round(ms / 500) / 2)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30])
  expect(s.tags()).toEqual(['Entries', 'Lost'])
})

test('socketReconnectInterval is the first pause', async () => {
  const s = await begun({ transport: { socketReconnectInterval: 2_000 } })
  s.sockets[0]?.close()
  expect(await watch(s, 3_000)).toEqual([2_000])
})

test('a connection that is cut off again at once does not reset the pauses', async () => {
  const s = await begun()
  s.sockets[0]?.close()
  const times: number[] = []
  for (let i = 1; i <= 4; i += 1) {
    let waited = 0
    for (; s.sockets.length === i; waited += 50) await s.pass(50)
    times.push(waited)
    s.sockets[i]?.close()
  }
  expect(times).toEqual([500, 1_000, 2_000, 4_000])
})

test('the network is back: tried at once', async () => {
  const online$ = new Subject<boolean>()
  const s = await begun({ transport: { socketReconnectInterval: 20_000 } }, { online$ })
  s.sockets[0]?.close()
  await s.pass(1_000)
  online$.next(false)
  await s.pass(1_000)
  expect(s.sockets.length).toBe(1)
  online$.next(true)
  await s.pass(0)
  expect(s.sockets.length).toBe(2)
  expect(s.tags()).toEqual(['Entries', 'Lost', 'Regained'])
})

test('a new socket that never opens is given up after 10 seconds', async () => {
  const s = await begun()
  s.opening = false
  s.sockets[0]?.close()
  await s.pass(500)
  await s.pass(10_000)
  expect(s.sockets[1]?.closed).toBe(true)
  await s.pass(1_000)
  expect(s.sockets.length).toBe(3)
})

test('what is read for the gap: the missed entries, the members, the own member, each once', async () => {
  const s = await begun()
  for (let i = 0; i < 15; i += 1) s.sockets[0]?.say(frames.message(`m${i}`, `${i}`))
  await s.pass(0)
  const before = s.asked.length
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.asked.slice(before).map(({ path }) => path).sort()).toEqual(['/c1/members', '/c1/members/g1', '/c1/messages?after=m4'])
})

test.each([400, 404])('an id that the server does not know any more (%i): everything is read', async (status) => {
  const s = await begun()
  for (let i = 0; i < 15; i += 1) s.sockets[0]?.say(frames.message(`m${i}`, `${i}`))
  await s.pass(0)
  s.script = ({ path }) => (path.includes('after=') ? { status, body: {} } : undefined)
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.tags().slice(-1)).toEqual(['Regained'])
})

test('a record that is slow to come is waited for, but not for longer than 5 seconds', async () => {
  const s = await begun()
  s.script = ({ path }) => (path === '/c1/members/a1' ? 'never' : undefined)
  s.sockets[0]?.say(frames.message('m1', 'one'))
  s.sockets[0]?.say(frames.message('m2', 'two', { sender: { id: 'g1' } }))
  await s.pass(4_999)
  expect(s.lines()).toEqual(['+Sample Guest'])
  await s.pass(1)
  expect(s.lines()).toEqual(['+Sample Guest', 'one', 'two'])
})

test('nothing waits when everybody is known: a frame is told in the same turn', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', '2025-01-01T12:00:00.500Z'))
  await s.pass(0)
  s.sockets[0]?.say(frames.message('m1', 'one'))
  expect(s.lines()).toEqual(['+Sample Guest', '+Agent a1', 'one'])
  expect(s.asked.filter(({ path }) => path === '/c1/members/a1').length).toBe(1)
})

test('100 frames of somebody who is not known yet: one request', async () => {
  const s = await begun()
  for (let i = 0; i < 100; i += 1) s.sockets[0]?.say(frames.message(`m${i}`, `${i}`))
  await s.pass(0)
  expect(s.asked.filter(({ path }) => path === '/c1/members/a1').length).toBe(1)
  expect(s.lines().length).toBe(102)
})

test('10,000 frames that waited are told without an overflow', async () => {
  const s = await begun()
  for (let i = 0; i < 10_000; i += 1) s.sockets[0]?.say(frames.message(`m${i}`, `${i}`))
  await s.pass(0)
  expect(s.lines().length).toBe(10_002)
})

test('an own message that does not come back within 3 seconds is looked for, one that came is not', async () => {
  const s = await begun()
  s.transport.call({ type: 'sendMessage', text: 'x', options: {} }).subscribe()
  await s.pass(2_999)
  expect(s.asked.filter(({ path }) => path.startsWith('/c1/messages')).length).toBe(0)
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? { status: 200, body: { entities: [{ id: 'm1', sender: { id: 'g1' }, body: 'x', bodyType: 'standard' }] } } : undefined)
  await s.pass(1)
  expect(s.lines()).toEqual(['+Sample Guest', 'x'])
  await s.pass(10_000)
  expect(s.asked.filter(({ path }) => path.startsWith('/c1/messages')).length).toBe(1)
})

test('without a time of its own, a message has the time of its arrival', async () => {
  const s = await begun()
  await s.pass(1_234)
  s.sockets[0]?.say(frames.message('m1', 'x', { sender: { id: 'g1' }, timestamp: 'yesterday' }))
  s.sockets[0]?.say(frames.message('m2', 'y', { sender: { id: 'g1' } }))
  const [, first, second] = s.frames()
  expect(first?._tag === 'Entries' && first.entries[0]?.message.timestamp).toBe(1_234)
  expect(second?._tag === 'Entries' && second.entries[0]?.message.timestamp).toBe(Date.parse('2025-01-01T12:00:01.000Z'))
})

test('disposed: the socket is closed, no timer is left, the store is kept, nothing more is told', async () => {
  const s = await begun()
  s.transport.call({ type: 'sendMessage', text: 'x', options: {} }).subscribe()
  await s.pass(0)
  s.transport.dispose()
  expect(s.sockets.map(({ closed }) => closed)).toEqual([true])
  const before = s.asked.length
  await s.pass(600_000)
  expect([s.asked.length, s.sockets.length, s.tags()]).toEqual([before, 1, ['Entries']])
  expect(s.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.ConversationID')).toBe('c1')
})

test('typing is told of agents who are known, never of the guest, a bot or a stranger', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.typing('g1'))
  s.sockets[0]?.say(frames.typing('a1'))
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED'))
  await s.pass(0)
  s.sockets[0]?.say(frames.typing('a1'))
  expect(s.tags()).toEqual(['Entries', 'Entries', 'Typing'])
})

const entity = (id: string, text: string): object => ({ id, sender: { id: 'g1' }, body: text, bodyType: 'standard', timestamp: '2025-01-01T12:00:00.000Z' })

test('what arrives while the gap is being filled is held, and comes after it', async () => {
  const s = await begun()
  s.opening = false
  s.sockets[0]?.close()
  await s.pass(500)
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? { status: 200, body: { entities: [entity('m1', 'missed')] } } : undefined)
  s.sockets[1]?.open()
  s.sockets[1]?.say(frames.message('m2', 'new', { sender: { id: 'g1' } }))
  expect(s.lines()).toEqual(['+Sample Guest'])
  await s.pass(0)
  expect(s.lines()).toEqual(['+Sample Guest', 'missed', 'new'])
  expect(s.tags()).toEqual(['Entries', 'Lost', 'Entries', 'Entries', 'Regained'])
})

test('what arrives while a chat is being restored is held, and comes after the history', async () => {
  const before = await begun()
  before.transport.dispose()
  const s = scene({}, {}, before.store)
  s.opening = false
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? { status: 200, body: { entities: [entity('m1', 'said')] } } : undefined)
  s.transport.call({ type: 'restore' }).subscribe()
  await s.pass(0)
  s.sockets[0]?.open()
  s.sockets[0]?.say(frames.message('m2', 'new', { sender: { id: 'g1' } }))
  expect(s.lines()).toEqual([])
  await s.pass(0)
  expect(s.lines()).toEqual(['said', 'new'])
})

test('who came during the gap is known from the list of members, and asked for no more', async () => {
  const s = await begun()
  s.script = ({ path }) =>
    path === '/c1/members'
      ? { status: 200, body: { entities: [{ id: 'a9', role: 'AGENT', displayName: 'Ann', avatarImageUrl: null, state: 'CONNECTED', joinDate: '2025-01-01T12:00:00.000Z' }, { id: 'broken' }] } }
      : path.startsWith('/c1/messages')
        ? { status: 200, body: { entities: [{ ...entity('m1', 'missed'), sender: { id: 'a9' } }] } }
        : undefined
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.lines()).toEqual(['+Sample Guest', '+Ann', 'missed'])
  expect(s.asked.map(({ path }) => path)).not.toContain('/c1/members/a9')
})

test('a chat whose end is still on its way tells nothing into the next one', async () => {
  const s = await begun()
  s.script = ({ method }) => (method === 'DELETE' ? 'never' : undefined)
  s.transport.call({ type: 'end' }).subscribe()
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  s.sockets[0]?.say(frames.message('old', 'old', { sender: { id: 'g1' } }))
  s.sockets[1]?.say(frames.message('new', 'new', { sender: { id: 'g1' } }))
  expect(s.lines().slice(2)).toEqual(['new'])
})

test('nothing was said before a chat that begins here: nobody is asked', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.message('m1', 'hi', { sender: { id: 'g1' } }))
  const before = s.asked.length
  const given: unknown[] = []
  s.transport.call({ type: 'fetchHistory' }).subscribe((answer) => given.push(answer))
  expect(given).toMatchObject([{ left: { errorReason: 'NoMore' } }])
  expect(s.asked.length).toBe(before)
})

test('a restore is answered before its caller gives up', async () => {
  const before = await begun()
  before.transport.dispose()
  const s = scene({}, {}, before.store)
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? 'never' : undefined)
  const given: unknown[] = []
  s.transport.call({ type: 'restore' }).subscribe((answer) => given.push(answer))
  for (let at = 0; at < 10_799; at += 3_600) {
    await s.pass(Math.min(3_600, 10_799 - at))
    s.sockets[0]?.say(frames.heartbeat)
  }
  expect(given).toEqual([])
  await s.pass(1)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'timeout' } }])
  expect(s.sockets[0]?.closed).toBe(true)
})

test('a gap that cannot be read costs a troubled server three tries, then a longer pause; the connection is not to blame', async () => {
  const s = await begun()
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? { status: 503 } : undefined)
  const tries = (): number => s.asked.filter(({ path }) => path.startsWith('/c1/messages')).length
  s.sockets[0]?.close()
  await s.pass(500) // the pause before the connection
  await s.pass(300 + 600) // and those between the tries
  expect(tries()).toBe(3)
  await s.pass(1_190)
  expect([tries(), s.sockets[1]?.closed, s.tags()]).toEqual([3, false, ['Entries', 'Lost']])
  s.script = () => undefined
  await s.pass(10)
  expect([tries(), s.tags()]).toEqual([4, ['Entries', 'Lost', 'Regained']])
})
