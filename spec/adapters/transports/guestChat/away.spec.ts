/** A network that goes, clocks that differ, frames that come in the wrong order, and several pages of one site: in virtual time. */
import { Subject } from 'rxjs'
import type { Answer } from '../../../../lib'
import { memoryStore } from '../../../../adapters/node'
import { frames, scene } from './scripted'
import type { Scene } from './scripted'
import { startCall } from './world'

const KEY = '_genesys.widgets.webchat.state.purecloud-v2-sockets.'
const guest = { sender: { id: 'g1' } }

const begun = async (...given: Parameters<typeof scene>): Promise<Scene> => {
  const s = scene(...given)
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  return s
}

const say = (s: Scene, text: string): Answer[] => {
  const given: Answer[] = []
  s.transport.call({ type: 'sendMessage', text, options: {} }).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  return given
}

const posts = (s: Scene): ReadonlyArray<unknown> => s.asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages')).map(({ body }) => body)

const at = (second: number): string => new Date(Date.parse('2025-01-01T12:00:00.000Z') + second * 1_000).toISOString()

test('offline: lost at once; what is said meanwhile waits, and is sent when the network is back', async () => {
  const online$ = new Subject<boolean>()
  const s = await begun({}, { online$ })
  online$.next(false)
  expect([s.tags(), s.sockets[0]?.closed]).toEqual([['Entries', 'Lost'], true])
  const given = say(s, 'x')
  await s.pass(5_000)
  expect([given, posts(s)]).toEqual([[], []])
  online$.next(true)
  await s.pass(0)
  expect([given.map(({ _tag }) => _tag), posts(s), s.tags()]).toEqual([['Right'], [{ body: 'x' }], ['Entries', 'Lost', 'Regained']])
})

test('what tells of the network fails: the chat goes on', async () => {
  const [online$, wakes$] = [new Subject<boolean>(), new Subject<void>()]
  const s = await begun({}, { online$, wakes$ })
  online$.error(new Error('no such property'))
  wakes$.error(new Error('no such property'))
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.tags()).toEqual(['Entries', 'Lost', 'Regained'])
})

test('no answer to a message that arrived: it is found in the history, and not said twice', async () => {
  const s = await begun()
  s.script = ({ method, path }) => {
    if (method === 'POST') return 'refused'
    return path.startsWith('/c1/messages') ? { status: 200, body: { entities: [frames.message('m1', 'x', { ...guest, timestamp: at(1) }).eventBody] } } : undefined
  }
  const given = say(s, 'x')
  await s.pass(5_000)
  expect(given).toMatchObject([{ _tag: 'Right', right: { response: { id: 'm1', body: 'x', status: 200 } } }])
  expect([posts(s).length, s.lines()]).toEqual([1, ['+Sample Guest', 'x']])
})

test('the same words, said earlier, are not what was sent now', async () => {
  const s = await begun()
  await s.pass(10_000)
  s.sockets[0]?.say(frames.message('m5', 'later', { ...guest, timestamp: at(10) }))
  s.script = ({ method, path }) => {
    if (method === 'POST') return 'refused'
    return path.startsWith('/c1/messages') ? { status: 200, body: { entities: [frames.message('m1', 'x', { ...guest, timestamp: at(5) }).eventBody] } } : undefined
  }
  const given = say(s, 'x')
  await s.pass(5_000 + 5_000)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'network' } }])
  expect(posts(s).length).toBe(2)
})

test('no answer to a message that the server only handles 4 seconds later: said once', async () => {
  const s = await begun()
  const sentAt: number[] = []
  s.script = ({ method, path, at: now }) => {
    if (method === 'POST') {
      sentAt.push(now)
      return 'refused'
    }
    const isHandled = now >= (sentAt[0] ?? Infinity) + 4_000
    return path.startsWith('/c1/messages') && isHandled ? { status: 200, body: { entities: [frames.message('m1', 'x', { ...guest, timestamp: at(4) }).eventBody] } } : undefined
  }
  const given = say(s, 'x')
  await s.pass(20_000)
  expect([given.map(({ _tag }) => _tag), posts(s).length]).toEqual([['Right'], 1])
})

test('a page that is given up because the connection goes again: who came in it is told by the next one', async () => {
  const s = await begun()
  const ann = { id: 'a9', role: 'AGENT', displayName: 'Ann', state: 'CONNECTED', joinDate: at(1) }
  s.script = ({ path }) => {
    if (path === '/c1/members') return { status: 200, body: { entities: [ann] } }
    if (!path.includes('/c1/messages')) return path.includes('/more') ? 'never' : undefined
    return { status: 200, body: { entities: [frames.message('m1', 'x', { ...guest, timestamp: at(2) }).eventBody], next: '/more' } }
  }
  s.sockets[0]?.close()
  await s.pass(500)
  s.script = ({ path }) => (path === '/c1/members' ? { status: 200, body: { entities: [ann] } } : undefined)
  s.sockets[1]?.close()
  await s.pass(5_000)
  expect(s.lines()).toEqual(['+Sample Guest', '+Ann', 'x'])
})

test('ended in another tab, where another chat has begun since: this one tells the end, once, and leaves the other alone', async () => {
  const s = await begun()
  for (const [name, value] of Object.entries({ JWtoken: 'j2', MemberID: 'g2', WS_URL: 'wss://stream/2', ConversationID: 'c2' })) s.store.set(KEY + name, value)
  s.sockets[0]?.say(frames.heartbeat)
  s.sockets[0]?.say(frames.heartbeat)
  await s.pass(1_000)
  expect([s.tags(), s.sockets[0]?.closed, s.store.get(`${KEY}ConversationID`)]).toEqual([['Entries', 'Ended'], true, 'c2'])
})

test('an old frame that comes again says nothing of the server’s clock', async () => {
  const s = await begun()
  const first = frames.message('m1', '1', { ...guest, timestamp: at(1) })
  s.sockets[0]?.say(first)
  await s.pass(5_000)
  s.sockets[0]?.say(frames.heartbeat)
  s.sockets[0]?.say(first)
  expect(s.transport.serverNow?.()).toBe(Date.parse(at(6)))
})

test('text goes out as it was typed', async () => {
  const s = await begun()
  say(s, '  a\n    b ')
  await s.pass(0)
  expect(posts(s)).toEqual([{ body: '  a\n    b ' }])
})

test('frames in the wrong order: from the first one on that came late, what follows is in the order of time', async () => {
  const s = await begun()
  for (const n of [1, 3, 2, 5, 4, 7, 6]) s.sockets[0]?.say(frames.message(`m${n}`, `${n}`, { ...guest, timestamp: at(n) }))
  await s.pass(250)
  expect(s.lines()).toEqual(['+Sample Guest', '1', '3', '2', '4', '5', '6', '7'])
})

test('after a gap nobody waits: states that are known already came in no wrong order', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', at(1)))
  s.sockets[0]?.say(frames.message('m1', '1', { timestamp: at(2) }))
  await s.pass(0)
  s.script = ({ path }) => (path === '/c1/members' ? { status: 200, body: { entities: [{ id: 'a1', role: 'AGENT', displayName: 'Agent a1', state: 'CONNECTED', joinDate: at(1) }] } } : undefined)
  s.sockets[0]?.close()
  await s.pass(500)
  s.sockets[1]?.say(frames.message('m2', '2', { timestamp: at(3) }))
  expect(s.lines()).toEqual(['+Sample Guest', '+Agent a1', '1', '2'])
})

test('who left while nobody listened, and came again, is told', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', at(1)))
  await s.pass(0)
  s.sockets[0]?.say(frames.change('a1', 'DISCONNECTED', at(2)))
  s.script = ({ path }) => (path === '/c1/members' ? { status: 200, body: { entities: [{ id: 'a1', role: 'AGENT', displayName: 'Agent a1', state: 'CONNECTED', joinDate: at(3) }] } } : undefined)
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.lines()).toEqual(['+Sample Guest', '+Agent a1', '-Agent a1', '+Agent a1'])
})

test('what comes without a time is put on the server’s clock', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.message('m1', '1', { ...guest, timestamp: at(1) }))
  await s.pass(5_000)
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED'))
  await s.pass(0)
  const last = s.frames().at(-1)
  expect(last?._tag === 'Entries' && last.entries[0]?.message.timestamp).toBe(Date.parse(at(6)))
})

test('typing says when it was', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.change('a1', 'CONNECTED', at(1)))
  await s.pass(0)
  const typing = frames.typing('a1')
  s.sockets[0]?.say({ ...typing, eventBody: { ...typing.eventBody, timestamp: at(2) } })
  s.sockets[0]?.say(typing)
  expect(s.frames().slice(2)).toMatchObject([{ _tag: 'Typing', at: Date.parse(at(2)) }, { _tag: 'Typing', at: undefined }])
})

test('another page cannot take the chat up for a moment: this one goes on, and the next page finds it', async () => {
  const s = await begun()
  const other = scene({}, {}, s.store)
  other.script = () => ({ status: 503 })
  const given: Answer[] = []
  other.transport.call({ type: 'restore' }).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  await other.pass(1_000)
  s.sockets[0]?.say(frames.message('m1', 'one', guest))
  expect([given.map(({ _tag }) => _tag), s.tags(), s.lines()]).toEqual([['Left'], ['Entries', 'Entries'], ['+Sample Guest', 'one']])
  other.script = () => undefined
  other.transport.call({ type: 'restore' }).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  await other.pass(1_000)
  expect(given.map(({ _tag }) => _tag)).toEqual(['Left', 'Right'])
})

test('a page that goes while the network is away leaves the chat to the next one', async () => {
  const before = await begun()
  before.transport.dispose()
  const s = scene({}, {}, before.store)
  s.script = () => 'refused'
  const given: Answer[] = []
  s.transport.call({ type: 'restore' }).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  await s.pass(10_800)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'network' } }])
  expect(s.store.get(`${KEY}ConversationID`)).toBe('c1')
})

test('the id of the last message is stored once a second at the most, and when the page goes', async () => {
  const kept = memoryStore()
  const written: string[] = []
  const store = {
    ...kept,
    set: (key: string, value: string) => {
      if (key === `${KEY}LastMsgId`) written.push(value)
      kept.set(key, value)
    }
  }
  const s = await begun({}, {}, store)
  for (let i = 0; i < 100; i += 1) s.sockets[0]?.say(frames.message(`m${i}`, `${i}`, guest))
  await s.pass(999)
  expect(written).toEqual([''])
  await s.pass(1)
  expect(written).toEqual(['', 'm99'])
  s.sockets[0]?.say(frames.message('m100', '100', guest))
  s.transport.dispose()
  expect(written).toEqual(['', 'm99', 'm100'])
})
