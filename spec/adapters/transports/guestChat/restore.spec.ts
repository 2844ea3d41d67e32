/** Taking up a chat that an earlier page left, and reading back in it. */
import { startCall, until, world } from './world'
import type { Client, World } from './world'

const KEY = '_genesys.widgets.webchat.state.purecloud-v2-sockets.'
const KEYS = ['JWtoken', 'ConversationID', 'MemberID', 'WS_URL', 'LastMsgId']

let w: World
let agent: string
let page: Client

beforeEach(async () => {
  w = await world()
  page = w.client()
  await page.answer(startCall)
  agent = w.control.addAgent(w.id(), { name: 'Ann', avatar: 'https://a/a.png' }).memberId
})
afterEach(() => w.close())

const stored = (): ReadonlyArray<string | undefined> => KEYS.map((key) => w.store.get(KEY + key))
const nothing = KEYS.map(() => undefined)

const leave = async (lines: number): Promise<void> => {
  await until(() => page.lines().length === lines, () => page.lines().length)
  page.transport.dispose()
}

const say = (count: number): void => {
  for (let i = 0; i < count; i += 1) w.control.sendMessage(w.id(), agent, `${i}`)
}

const numbers = (from: number, to: number): ReadonlyArray<string> => Array.from({ length: to - from }, (_, i) => `${from + i}`)

test('what is stored, and that leaving the page leaves it', async () => {
  say(1)
  await leave(3)
  const { id, customerId, messages } = w.control.conversation(w.id())
  const [jwt, conversationId, memberId, uri, last] = stored()
  expect([conversationId, memberId, last]).toEqual([id, customerId, messages[messages.length - 1]?.id])
  expect(uri).toBe(`${w.url.replace('http', 'ws')}/chat/jwt/${jwt}`)
})

test('250 messages: the latest page, then the older ones, then no more', async () => {
  say(250)
  await leave(252)
  const client = w.client()
  expect(await client.answer({ type: 'restore' })).toMatchObject({ right: { session: { shown: { conversationId: w.id() } } } })
  expect(client.lines()).toEqual(numbers(150, 250))
  expect(client.frames()[0]).toEqual({
    _tag: 'Roster',
    members: [
      { from: { id: w.control.conversation(w.id()).customerId, name: 'Sample Guest', type: 'Client' }, joinedAt: expect.any(Number) },
      { from: { id: agent, name: 'Ann', type: 'Agent', avatar: 'https://a/a.png' }, joinedAt: expect.any(Number) }
    ]
  })
  const order: string[] = []
  client.transport.frames$.subscribe(() => order.push('frame'))
  client.transport.call({ type: 'fetchHistory' }).subscribe(() => order.push('answer'))
  await until(() => order.length === 2, () => order)
  expect(order).toEqual(['answer', 'frame'])
  expect(client.lines().slice(100)).toEqual(numbers(50, 150))
  expect(client.frames().slice(-1)).toMatchObject([{ era: 'older' }])
  expect(await client.answer({ type: 'fetchHistory' })).toMatchObject({ right: { response: { status: 200 } } })
  expect(client.lines().slice(200)).toEqual(['+Sample Guest', '+Ann', ...numbers(0, 50)])
  expect(await client.answer({ type: 'fetchHistory' })).toMatchObject({ left: { errorReason: 'NoMore' } })
  w.control.sendMessage(w.id(), agent, 'new')
  await until(() => client.lines().includes('new'))
  expect(client.lines().length).toBe(253)
})

test('smaller pages on request', async () => {
  say(5)
  await leave(7)
  const client = w.client({ maxMessagePageSize: 3 })
  await client.answer({ type: 'restore' })
  expect(client.lines()).toEqual(['2', '3', '4'])
  // The queue's coming and going are entries too, which are not shown.
  await client.answer({ type: 'fetchHistory' })
  expect(client.lines().slice(3)).toEqual(['0', '1'])
  await client.answer({ type: 'fetchHistory' })
  expect(client.lines().slice(5)).toEqual(['+Sample Guest', '+Ann'])
  expect(await client.answer({ type: 'fetchHistory' })).toMatchObject({ left: { errorReason: 'NoMore' } })
})

test('without pagination everything is restored', async () => {
  say(250)
  await leave(252)
  const client = w.client({ pagination: false })
  expect(client.transport.capabilities.pagination).toBe(false)
  await client.answer({ type: 'restore' })
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', ...numbers(0, 250)])
  expect(await client.answer({ type: 'fetchHistory' })).toMatchObject({ left: { errorReason: 'NoMore' } })
})

test('a chat begun here has no older messages, and its own join is not told again', async () => {
  say(1)
  await until(() => page.lines().length === 3)
  expect(await page.answer({ type: 'fetchHistory' })).toMatchObject({ left: { errorReason: 'NoMore' } })
  expect(page.lines()).toEqual(['+Sample Guest', '+Ann', '0'])
})

test('who left is in the roster, with the time', async () => {
  w.control.transfer(w.id(), agent, { name: 'Bob' })
  await leave(4)
  const client = w.client()
  await client.answer({ type: 'restore' })
  const [roster] = client.frames()
  expect(roster?._tag === 'Roster' && roster.members.map(({ from, leftAt }) => [from.name, leftAt !== undefined])).toEqual([['Sample Guest', false], ['Ann', true], ['Bob', false]])
})

test('what is said while the history is fetched comes after it, once', async () => {
  say(2)
  await leave(4)
  const client = w.client()
  w.control.fault({ kind: 'slow', delay: 300, count: 1, path: '/messages' })
  const answer = client.answer({ type: 'restore' })
  await until(() => w.control.conversation(w.id()).streams === 1)
  w.control.sendMessage(w.id(), agent, 'new')
  await answer
  await until(() => client.lines().includes('new'), client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', '0', '1', 'new'])
})

test('after a restore a drop is overcome as ever', async () => {
  say(20)
  await leave(22)
  const client = w.client()
  await client.answer({ type: 'restore' })
  w.control.fault({ kind: 'drop' })
  w.control.sendMessage(w.id(), agent, 'new')
  w.control.removeAgent(w.id(), agent)
  await until(() => client.tags().includes('Regained'), client.tags)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', ...numbers(0, 20), 'new', '-Ann'])
})

test('an ended chat is not restored, and forgotten', async () => {
  await leave(2)
  w.control.end(w.id())
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { errorReason: 'ended' } })
  expect(stored()).toEqual(nothing)
})

test.each([401, 404])('%i: not restored, and forgotten', async (status) => {
  await leave(2)
  w.control.fault({ kind: 'status', status, count: 100, retryAfter: 60 })
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { status } })
  expect(stored()).toEqual(nothing)
})

test.each([403, 409, 413, 429, 500, 503])('%i: not restored, but kept for the next page', async (status) => {
  await leave(2)
  const kept = stored()
  w.control.fault({ kind: 'status', status, count: 100, retryAfter: 60 })
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { status } })
  expect(stored()).toEqual(kept)
  w.control.clearFaults()
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ right: {} })
})

test('the stream is refused: not restored, but kept for the next page', async () => {
  await leave(2)
  const kept = stored()
  w.control.fault({ kind: 'refuse' })
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { errorReason: 'socket' } })
  expect(stored()).toEqual(kept)
  w.control.clearFaults()
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ right: {} })
})

test('no answer: not restored in time, but kept for the next page; nothing is left open', async () => {
  await leave(2)
  const kept = stored()
  w.control.fault({ kind: 'slow', delay: 60_000, path: '/messages' })
  const client = w.client({}, {}, { ajaxTimeout: 400 })
  expect(await client.answer({ type: 'restore' })).toMatchObject({ left: { errorReason: 'timeout' } })
  expect(stored()).toEqual(kept)
  await until(() => w.control.conversation(w.id()).streams === 0)
})

test.each([
  ['nothing', KEYS, 'NoSession'],
  ['no ConversationID', ['ConversationID'], 'NoSession'],
  ['no JWtoken', ['JWtoken'], 'storage'],
  ['no MemberID', ['MemberID'], 'storage'],
  ['no WS_URL', ['WS_URL'], 'storage'],
  ['no LastMsgId', ['LastMsgId'], undefined]
])('%s stored', async (_, missing, errorReason) => {
  await leave(2)
  missing.forEach((key) => w.store.remove(KEY + key))
  const answer = await w.client().answer({ type: 'restore' })
  expect(answer._tag === 'Left' ? answer.left.errorReason : undefined).toBe(errorReason)
  if (errorReason !== undefined) expect(stored()).toEqual(nothing)
})

test.each([
  ['WS_URL', 'javascript:alert(1)', 'storage', 'forgotten'],
  ['WS_URL', 'http://127.0.0.1/x', 'storage', 'forgotten'],
  ['WS_URL', 'ws://127.0.0.1:1/x', 'socket', 'kept'],
  ['WS_URL', 'ws://[', 'socket', 'kept'],
  ['ConversationID', '../../oauth', 'storage', 'forgotten'],
  ['ConversationID', 'another', 'not.authorized', 'kept'],
  ['MemberID', '..', 'storage', 'forgotten'],
  ['MemberID', 'nobody', 'chat.error.not.found', 'forgotten'],
  ['JWtoken', 'x\r\ny: z', 'storage', 'forgotten'],
  ['JWtoken', 'nonsense', 'bad.credentials', 'forgotten']
])('%s tampered with: %s', async (key, value, errorReason, fate) => {
  await leave(2)
  w.store.set(KEY + key, value)
  const tampered = stored()
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { errorReason } })
  expect(stored()).toEqual(fate === 'kept' ? tampered : nothing)
})

test('deleting ConversationID kills the session: with the next message', async () => {
  w.store.remove(`${KEY}ConversationID`)
  say(1)
  await until(() => page.tags().includes('Ended'), page.tags)
  expect(page.lines()).not.toContain('0')
  expect(stored()).toEqual(nothing)
  await until(() => w.control.conversation(w.id()).streams === 0)
})

test('deleting ConversationID kills the session: when something is sent, and nothing is', async () => {
  await until(() => page.lines().length === 2)
  w.store.remove(`${KEY}ConversationID`)
  expect(await page.answer({ type: 'sendMessage', text: 'x', options: {} })).toMatchObject({ left: { errorReason: 'NoSession' } })
  expect(page.tags().slice(-1)).toEqual(['Ended'])
  expect(w.control.conversation(w.id()).messages.map(({ text }) => text)).not.toContain('x')
})

test('deleting ConversationID kills the session: with the next connection', async () => {
  await until(() => page.lines().length === 2)
  w.store.remove(`${KEY}ConversationID`)
  w.control.fault({ kind: 'drop' })
  await until(() => page.tags().includes('Ended'), page.tags)
  expect(stored()).toEqual(nothing)
})

test('a store that keeps nothing: the chat works, only not across pages', async () => {
  const blocked = w.client({}, { store: { get: () => undefined, set: () => undefined, remove: () => undefined } })
  await blocked.answer(startCall)
  const { memberId } = w.control.addAgent(w.id(), { name: 'Bob' })
  w.control.sendMessage(w.id(), memberId, 'one')
  expect(await blocked.answer({ type: 'sendMessage', text: 'two', options: {} })).toMatchObject({ right: {} })
  await until(() => blocked.lines().length === 4, blocked.lines)
  expect(blocked.lines()).toEqual(['+Sample Guest', '+Bob', 'one', 'two'])
})

test('another page has begun a chat of its own: its store is left alone', async () => {
  const other = w.client()
  await other.answer(startCall)
  const theirs = stored()
  await page.answer({ type: 'end' })
  expect(stored().slice(0, 4)).toEqual(theirs.slice(0, 4))
})
