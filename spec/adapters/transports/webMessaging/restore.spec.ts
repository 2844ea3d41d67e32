/** What survives a reload or a broken connection, over real sockets. */
import { memoryStore, page, sandboxed, says, withAgent } from './kit'

const TOKEN = '_genesys.widgets.webchat.state.webmessaging.Token'

test('a reload takes the chat up, with who is there and what was said', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const before = page(sandbox, {}, { store })
  await before.run('startChat', { nickname: 'Ana' })
  await before.run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  sandbox.control.sendMessage(id, memberId, 'Hi')
  await before.event('messageReceived', says('Hi'))
  before.service.dispose()
  sandbox.control.sendMessage(id, memberId, 'Are you there?')

  const after = page(sandbox, {}, { store })
  await after.run('restore')
  const restored = await after.event('messageReceived')
  expect(restored.restoring).toBe(true)
  expect(restored.messages.map(({ type, text, from }) => [type, text, from.name])).toEqual([
    ['Message', 'Hello', 'Ana'], ['ParticipantJoined', '', 'Sam Okoro'], ['Message', 'Hi', 'Sam Okoro'], ['Message', 'Are you there?', 'Sam Okoro']
  ])
  expect(after.names().slice(0, 4)).toEqual(['restored', 'clientConnected', 'agentConnected', 'messageReceived'])
  sandbox.control.sendMessage(id, memberId, 'Live again')
  await after.event('messageReceived', says('Live again'))
  expect(after.names().filter((name) => name === 'agentConnected')).toHaveLength(1)
  await after.run('sendMessage', { message: 'Yes' })
})

test('a session that is gone is not restored, and forgotten', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore(new Map([[TOKEN, 'long-gone']]))
  const { run, event } = page(sandbox, {}, { store })
  await expect(run('restore')).rejects.toMatchObject({ errorReason: 'sessionGone' })
  await event('restoreFailed')
  expect(store.kept.size).toBe(0)
  await expect(run('restore')).rejects.toBe('No chat session found to restore.')
})

test('a session that ended while away is shown, and ended', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const before = page(sandbox, {}, { store })
  await before.run('startChat')
  await before.run('sendMessage', { message: 'Hello' })
  const { id } = withAgent(sandbox)
  before.service.dispose()
  sandbox.webMessaging.disconnect(id, 'ReadOnly')
  const after = page(sandbox, {}, { store })
  await after.run('restore')
  await after.event('ended')
  expect(after.texts()).toEqual(['Hello'])
  expect(store.kept.size).toBe(0)
})

test('history comes in pages, older and older, each message once', async () => {
  const sandbox = await sandboxed({ webMessaging: { messagesPerSecond: 1_000 } })
  const store = memoryStore()
  const before = page(sandbox, {}, { store })
  await before.run('startChat')
  await before.run('sendMessage', { message: '0' })
  const { id, memberId } = withAgent(sandbox)
  for (let i = 1; i < 12; i += 1) sandbox.control.sendMessage(id, memberId, `${i}`)
  before.service.dispose()
  const after = page(sandbox, { maxMessagePageSize: 5 }, { store })
  await after.run('restore')
  sandbox.control.sendMessage(id, memberId, '12')
  await after.event('messageReceived', says('12'))
  expect(await after.run('fetchHistory')).toMatchObject({ count: 4 })
  sandbox.webMessaging.expirePasses('history')
  expect(await after.run('fetchHistory')).toMatchObject({ count: 3 })
  await expect(after.run('fetchHistory')).rejects.toBe('No more messages to fetch.')
  const { messages } = (await after.run('getTranscript')) as { messages: ReadonlyArray<{ text: string; type: string }> }
  expect(messages.filter(({ type }) => type === 'Message').map(({ text }) => text)).toEqual(Array.from({ length: 13 }, (_, i) => `${i}`))
})

test('a dropped connection comes back; what was missed is told once, in order', async () => {
  const sandbox = await sandboxed()
  const { run, event, texts, names } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  sandbox.control.sendMessage(id, memberId, '1')
  await event('messageReceived', says('1'))
  sandbox.control.fault({ kind: 'drop' })
  sandbox.control.sendMessage(id, memberId, '2')
  sandbox.control.sendMessage(id, memberId, '3')
  await event('disconnected')
  const pending = run('sendMessage', { message: 'mine' })
  await event('reconnected')
  await pending
  sandbox.control.sendMessage(id, memberId, '4')
  await event('messageReceived', says('4'))
  expect(texts()).toEqual(['Hello', '1', '2', '3', 'mine', '4'])
  expect(names().filter((name) => name === 'agentConnected')).toHaveLength(1)
})
