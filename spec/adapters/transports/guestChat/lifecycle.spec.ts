/** Guest chat against the sandbox, on real sockets: what a chat is made of. */
import { until, startCall, world } from './world'
import type { World } from './world'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const right = <A>(either: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (either._tag === 'Left') throw new Error(JSON.stringify(either.left))
  return either.right
}

test('start: the answer identifies the session, the own join follows, once', async () => {
  const client = w.client()
  const { response, session } = right(await client.answer(startCall))
  const conversation = w.control.conversation(w.id())
  expect(response).toMatchObject({ status: 200, id: conversation.id, member: { id: conversation.customerId } })
  expect(session?.shown).toEqual({
    conversationId: conversation.id, jwt: response.jwt, memberId: conversation.customerId, WebSocketUrl: response.eventStreamUri, lastMessageId: ''
  })
  w.control.addAgent(w.id(), { name: 'Ann', avatar: 'https://a/a.png' })
  await until(() => client.lines().length >= 2, client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann'])
})

test('talk both ways, typing, end', async () => {
  const client = w.client()
  right(await client.answer(startCall))
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann', avatar: 'https://a/a.png' })
  w.control.sendMessage(w.id(), memberId, 'Hello')
  const { response } = right(await client.answer({ type: 'sendMessage', text: 'Hi', options: {} }))
  expect(response).toMatchObject({ body: 'Hi', bodyType: 'standard' })
  right(await client.answer({ type: 'sendTyping', typing: true, text: 'H' }))
  w.control.typing(w.id(), memberId)
  await until(() => client.tags().includes('Typing'), client.tags)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'Hello', 'Hi'])
  expect(client.frames().filter(({ _tag }) => _tag === 'Typing')).toMatchObject([{ typing: true, from: { id: memberId, name: 'Ann', type: 'Agent', avatar: 'https://a/a.png' } }])
  expect(right(await client.answer({ type: 'end' })).response).toMatchObject({ status: 204 })
  expect(w.control.conversation(w.id()).phase).toBe('ended')
  await until(() => w.control.conversation(w.id()).streams === 0)
  expect(w.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.ConversationID')).toBeUndefined()
})

test('restore: who was there, what was said, then what is new', async () => {
  const before = w.client()
  right(await before.answer(startCall))
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.sendMessage(w.id(), memberId, 'one')
  right(await before.answer({ type: 'sendMessage', text: 'two', options: {} }))
  await until(() => before.lines().length === 4, before.lines)
  before.transport.dispose()
  const client = w.client()
  right(await client.answer({ type: 'restore' }))
  expect(client.tags()).toEqual(['Roster', 'Entries', 'Changed'])
  expect(client.frames()[1]).toMatchObject({ era: 'restored' })
  w.control.sendMessage(w.id(), memberId, 'three')
  await until(() => client.lines().length === 5, client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'one', 'two', 'three'])
})

test('a drop is lost and regained, with everything that was said meanwhile', async () => {
  const client = w.client()
  right(await client.answer(startCall))
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.sendMessage(w.id(), memberId, 'one')
  await until(() => client.lines().length === 3, client.lines)
  w.control.fault({ kind: 'drop' })
  w.control.sendMessage(w.id(), memberId, 'two')
  await until(() => client.tags().includes('Regained'), client.tags)
  w.control.sendMessage(w.id(), memberId, 'three')
  await until(() => client.lines().length === 5, client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'one', 'two', 'three'])
  expect(client.tags()).toEqual(['Entries', 'Entries', 'Entries', 'Lost', 'Entries', 'Regained', 'Entries'])
})
