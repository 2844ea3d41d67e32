/** What no server should send: nothing is silenced by it, nobody walks in circles. */
import type { Answer } from '../../../../lib'
import { frames, scene } from './scripted'
import type { Asked, Scene, Scripted } from './scripted'
import { startCall } from './world'

/** Half of a surrogate pair: no address can hold it. */
const HALF = '\ud800'

const begun = async (): Promise<Scene> => {
  const s = scene()
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  return s
}

const guest = { sender: { id: 'g1' } }
const entity = (id: string): object => ({ id, sender: { id: 'g1' }, body: id, bodyType: 'standard', timestamp: '2025-01-01T12:00:02.000Z' })
const invisible = (id: string): object => ({ id, sender: { id: 'q' }, bodyType: 'media-request' })

const isHistory = ({ method, path }: Asked): boolean => method === 'GET' && (path.startsWith('/c1/messages') || path.includes('/circle'))

const asks = (s: Scene, matches: (asked: Asked) => boolean): number => s.asked.filter(matches).length

/** Scripts the pages of the history, one after the other; the last one goes on. */
const pages = (s: Scene, ...bodies: ReadonlyArray<object>): void => {
  let count = 0
  s.script = (asked): Scripted | undefined => {
    if (!isHistory(asked)) return undefined
    count += 1
    return { status: 200, body: bodies[Math.min(count, bodies.length) - 1] }
  }
}

test('a sender whose id no address can hold: told, and so is what follows', async () => {
  const s = await begun()
  s.sockets[0]?.say(frames.message('m1', 'one', { sender: { id: HALF } }))
  s.sockets[0]?.say(frames.message('m2', 'two', { sender: { id: HALF } }))
  s.sockets[0]?.say(frames.message('m3', 'three', guest))
  await s.pass(0)
  expect(s.lines()).toEqual(['+Sample Guest', 'one', 'two', 'three'])
  expect(s.frames()[1]).toMatchObject({ entries: [{ message: { from: { id: HALF, type: 'Agent' } } }] })
})

test('a typing frame that is nested without end: reported with its place, and what follows is told', async () => {
  const s = await begun()
  const deep = `${'{"deep":'.repeat(5_000)}0${'}'.repeat(5_000)}`
  s.sockets[0]?.say(`{"eventBody":{"id":"t","sender":{"id":"g1"},"deep":${deep}},"metadata":{"type":"typing-indicator"}}`)
  s.sockets[0]?.say(frames.message('m1', 'one', guest))
  expect(s.inbound.filter(({ _tag }) => _tag === 'Left')).toEqual([{ _tag: 'Left', left: { errors: [expect.stringMatching(/^frame\.eventBody\.deep: expected at most \d+ levels/)] } }])
  expect(s.lines()).toEqual(['+Sample Guest', 'one'])
})

test('an answer that is nested without end: the start fails, and the next one works', async () => {
  const s = scene()
  const deep = `${'{"deep":'.repeat(3_000)}0${'}'.repeat(3_000)}`
  s.script = ({ path }) => (path === '' ? { status: 200, body: `{"id":"c1","jwt":"j","eventStreamUri":"ws://x","member":{"id":"g1"},"deep":${deep}}` } : undefined)
  const given: unknown[] = []
  s.transport.call(startCall).subscribe((answer) => given.push(answer))
  await s.pass(0)
  s.script = () => undefined
  s.transport.call(startCall).subscribe((answer) => given.push(answer))
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'malformed' } }, { _tag: 'Right' }])
})

test('a message whose id no address can hold: after a drop the gap is read from another one', async () => {
  const s = await begun()
  for (let i = 0; i < 15; i += 1) s.sockets[0]?.say(frames.message(i === 4 ? HALF : `m${i}`, `${i}`, guest))
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.asked.filter(isHistory).map(({ path }) => path)).toEqual(['/c1/messages?after=m3'])
  expect(s.tags().slice(-2)).toEqual(['Lost', 'Regained'])
})

test.each(['id', 'member'])('a new chat whose %s no address can hold has not come about', async (field) => {
  const s = scene()
  const made = { id: 'c1', jwt: 'secret-token', eventStreamUri: 'wss://stream/secret-token', member: { id: 'g1' }, [field]: field === 'id' ? HALF : { id: HALF } }
  s.script = ({ path }) => (path === '' ? { status: 200, body: made } : undefined)
  const given: unknown[] = []
  s.transport.call(startCall).subscribe((answer) => given.push(answer))
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'malformed' } }])
})

test('a page of the gap that leads to itself: left after the first page without a new message', async () => {
  const s = await begun()
  pages(s, { entities: [entity('m1')], next: '/api/circle' })
  s.sockets[0]?.close()
  await s.pass(10_000)
  expect([asks(s, isHistory), s.lines(), s.tags().slice(-1)]).toEqual([2, ['+Sample Guest', 'm1'], ['Regained']])
})

test('a list of members that leads to itself: left after the first page without a new one', async () => {
  const s = await begun()
  const isList = ({ path }: Asked): boolean => path.endsWith('/members') || path.includes('/circle')
  s.script = (asked) => (isList(asked) ? { status: 200, body: { entities: [{ id: 'a1', role: 'AGENT', displayName: 'Ann', state: 'CONNECTED' }], nextUri: '/api/circle' } } : undefined)
  s.sockets[0]?.close()
  await s.pass(10_000)
  expect([asks(s, isList), s.lines(), s.tags().slice(-1)]).toEqual([2, ['+Sample Guest', '+Ann'], ['Regained']])
})

/** A chat that is taken up again, with `first` for its latest page. */
const takenUp = async (first: object): Promise<Scene> => {
  const before = await begun()
  before.transport.dispose()
  const s = scene({}, {}, before.store)
  pages(s, first)
  s.transport.call({ type: 'restore' }).subscribe()
  await s.pass(0)
  s.asked.length = 0
  return s
}

const older = async (s: Scene): Promise<ReadonlyArray<unknown>> => {
  const given: unknown[] = []
  s.transport.call({ type: 'fetchHistory' }).subscribe((answer) => given.push(answer))
  await s.pass(0)
  return given
}

test('older pages that are always the same: no more', async () => {
  const s = await takenUp({ entities: [entity('m1')], next: '/more' })
  expect(await older(s)).toMatchObject([{ _tag: 'Right' }])
  expect(await older(s)).toMatchObject([{ _tag: 'Left', left: { errorReason: 'NoMore' } }])
  expect(asks(s, isHistory)).toBe(1)
})

test('older pages without end and without anything to show: a bounded number for each who asks', async () => {
  const s = await takenUp({ entities: [entity('m1')], next: '/more' })
  let count = 0
  s.script = (asked) => (isHistory(asked) ? { status: 200, body: { entities: [invisible(`i${(count += 1)}`)], next: '/more' } } : undefined)
  const given: Answer[] = []
  s.transport.call({ type: 'fetchHistory' }).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  for (let i = 0; i < 30; i += 1) await s.pass(0)
  expect([given.length, asks(s, isHistory)]).toEqual([1, 20])
})

test('a gap in a chat that was taken up is read from what is known of it, not from its beginning', async () => {
  const s = await takenUp({ entities: [entity('m9'), entity('m8')], next: '/more' })
  s.sockets[0]?.close()
  await s.pass(500)
  expect(s.asked.filter(isHistory).map(({ path }) => path)).toEqual(['/c1/messages?after=m8'])
})

test.each(['ws://stream.example/secret-token', 'https://stream.example/secret-token', 'data:text/plain,secret-token', 'javascript:alert(1)', ''])('a new chat whose stream is at %j: refused, left again, never connected to', async (eventStreamUri) => {
  const s = scene()
  s.script = ({ path }) => (path === '' ? { status: 200, body: { id: 'c1', jwt: 'j', eventStreamUri, member: { id: 'g1' } } } : undefined)
  const given: unknown[] = []
  s.transport.call(startCall).subscribe((answer) => given.push(answer))
  await s.pass(0)
  const left = s.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
  expect(given).toEqual([{ _tag: 'Left', left: { status: 0, statusText: 'The server named an address that is not encrypted. It was not used.', responseText: '', errorReason: 'socket' } }])
  expect([left, s.sockets]).toEqual([['/c1/members/g1'], []])
})

test('a cookie that names a stream without encryption: refused, never connected to', async () => {
  const before = await begun()
  before.transport.dispose()
  before.store.set('_genesys.widgets.webchat.state.purecloud-v2-sockets.WS_URL', 'ws://evil.example/')
  const s = scene({}, {}, before.store)
  const given: unknown[] = []
  s.transport.call({ type: 'restore' }).subscribe((answer) => given.push(answer))
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'socket' } }])
  expect([s.sockets, s.asked]).toEqual([[], []])
})

/** What was reported as unreadable. */
const reports = (s: Scene): ReadonlyArray<unknown> => s.inbound.flatMap((one) => (one._tag === 'Left' ? [one.left] : []))

test('an unreadable entry of a gap: reported once with its place and without its text, however often the history is read', async () => {
  const s = await begun()
  pages(s, { entities: [entity('m1'), { id: 'm2', body: { text: 'private words' }, timestamp: '2025-01-01T12:00:01.000Z' }, { text: 'private words' }] })
  for (let i = 0; i < 3; i += 1) {
    s.sockets[i]?.close()
    await s.pass(5_000)
  }
  expect(s.lines()).toEqual(['+Sample Guest', 'm1'])
  expect(reports(s)).toEqual([
    { errors: ['response.entities.2.id: expected a string, found undefined'] },
    { errors: ['response.entities.1.body: expected a string, found an object'] }
  ])
  s.sockets[3]?.say(frames.message('m3', 'at once', guest))
  expect(s.lines()).toEqual(['+Sample Guest', 'm1', 'at once'])
})

test('a page of the gap that leads to itself and holds nothing readable: left after the first page without anything new', async () => {
  const s = await begun()
  pages(s, { entities: [{ text: 'private words' }], next: '/api/circle' })
  s.sockets[0]?.close()
  await s.pass(10_000)
  expect([asks(s, isHistory), reports(s).length, s.tags().slice(-1)]).toEqual([2, 1, ['Regained']])
})

test('unreadable entries of a chat that is taken up, of an older page, and of the members: each reported once', async () => {
  const s = await takenUp({ entities: [entity('m1'), { id: 1 }], next: '/more' })
  pages(s, { entities: [{ id: 2 }, entity('m0')] })
  expect(await older(s)).toMatchObject([{ _tag: 'Right' }])
  s.script = ({ path }) => (path === '/c1/members' ? { status: 200, body: { entities: [{ id: 'broken' }] } } : undefined)
  for (let i = 0; i < 2; i += 1) {
    s.sockets[i]?.close()
    await s.pass(5_000)
  }
  expect(reports(s)).toEqual([
    { errors: ['response.entities.1.id: expected a string, found a number'] },
    { errors: ['response.entities.0.id: expected a string, found a number'] },
    { errors: ['response.entities.0.role: expected a string, found undefined'] }
  ])
})

test('unreadable entries that differ each time: reported up to a bound', async () => {
  const s = await begun()
  let count = 0
  s.script = (asked) => (isHistory(asked) ? { status: 200, body: { entities: Array.from({ length: 600 }, () => ({ wrong: (count += 1) })) } } : undefined)
  for (let i = 0; i < 3; i += 1) {
    s.sockets[i]?.close()
    await s.pass(5_000)
  }
  expect(reports(s).length).toBe(1_000)
})
