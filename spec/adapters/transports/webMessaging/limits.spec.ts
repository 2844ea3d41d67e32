/** What the service limits: lengths, rates, time. */
import { memoryStore, page, sandboxed } from './kit'

test('texts and user data that are too long, in bytes', async () => {
  const sandbox = await sandboxed()
  const { run } = page(sandbox)
  await expect(run('startChat', { userData: { note: 'é'.repeat(1_024) } })).rejects.toMatchObject({ status: 4013, errorReason: 'attributesSize' })
  await run('startChat', { userData: { note: 'é'.repeat(1_000) } })
  await run('sendMessage', { message: 'é'.repeat(2_048) })
  await expect(run('sendMessage', { message: 'é'.repeat(2_049) })).rejects.toMatchObject({ status: 4011, errorReason: 'messageLength' })
  await expect(run('updateUserData', { note: 'é'.repeat(1_024) })).rejects.toMatchObject({ status: 4013 })
  await run('updateUserData', { order: 7 })
  await run('sendMessage', { message: 'Hello' })
  expect(sandbox.webMessaging.sessions()[0]?.attributes).toMatchObject({ order: '7' })
})

test('the service\'s own limits: what it refuses fails, and only that', async () => {
  const sandbox = await sandboxed()
  const { run } = page(sandbox)
  await run('startChat', { userData: { note: 'some' } })
  sandbox.webMessaging.set({ maxAttributes: 3, maxText: 10 })
  await expect(run('sendMessage', { message: 'Hello' })).rejects.toMatchObject({ status: 4013 })
  await run('sendMessage', { message: 'Hello' })
  await expect(run('sendMessage', { message: 'Hello, world' })).rejects.toMatchObject({ status: 4011, statusText: 'Message length 12 is larger than 10' })
})

test('more than the rate allows: everything arrives, once, in order', async () => {
  const sandbox = await sandboxed({ webMessaging: { messagesPerSecond: 3 } })
  const { run, texts } = page(sandbox)
  await run('startChat')
  const given = Array.from({ length: 9 }, (_, i) => `${i}`)
  await Promise.all(given.map((message) => run('sendMessage', { message })))
  expect(texts()).toEqual(given)
  expect(sandbox.webMessaging.sessions()[0]?.messages.map(({ text }) => text)).toEqual(given)
})

test('a session that expires during a send', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const { run, event, names } = page(sandbox, {}, { store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging.expire(sandbox.webMessaging.sessions()[0]?.conversationId ?? '')
  await expect(run('sendMessage', { message: 'Hello?' })).rejects.toMatchObject({ errorReason: 'sessionExpired' })
  await event('ended')
  expect(names().filter((name) => name === 'ended')).toHaveLength(1)
  expect(store.kept.size).toBe(0)
})

test('a session that expires while the connection is gone', async () => {
  const sandbox = await sandboxed()
  const { run, event } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging.expire(sandbox.webMessaging.sessions()[0]?.conversationId ?? '')
  sandbox.control.fault({ kind: 'drop' })
  await event('ended')
})

test('typing: off when the deployment says so, and when the service refuses it', async () => {
  const sandbox = await sandboxed({ webMessaging: { configuration: false, userTyping: false } })
  const { run, names } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  await run('sendTyping')
  await run('sendMessage', { message: 'Hello again' })
  expect(names()).not.toContain('error')
})

test('too slow an echo fails the message, not the chat', async () => {
  const sandbox = await sandboxed({ webMessaging: { echoDelay: 300 } })
  const { run } = page(sandbox)
  await run('startChat')
  await Promise.all([run('sendMessage', { message: '1' }), run('sendMessage', { message: '2' })])
})

test('the end erases, also when the rate is used up', async () => {
  const sandbox = await sandboxed({ webMessaging: { messagesPerSecond: 2 } })
  const { run } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: '1' })
  await run('sendMessage', { message: '2' })
  await run('endChat')
  expect(sandbox.webMessaging.sessions()).toEqual([])
})
