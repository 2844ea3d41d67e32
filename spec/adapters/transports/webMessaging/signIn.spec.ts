/** Customers who are signed in on the site. */
import { memoryStore, page, sandboxed, withAgent } from './kit'

const REFRESH = '_genesys.widgets.webchat.state.webmessaging.RefreshToken'
const auth = { code: 'ana', redirectUri: 'https://shop.example', codeVerifier: 'v' }

test('a second chat of the page, a reload, and the sign-out', async () => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const store = memoryStore()
  const { run, service } = page(sandbox, { auth }, { store })
  await run('startChat')
  await run('endChat')
  expect(store.kept.size).toBe(0)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  withAgent(sandbox)
  service.dispose()
  const after = page(sandbox, {}, { store })
  await after.run('restore')
  await after.run('sendMessage', { message: 'Still me' })
  sandbox.webMessaging.logout(sandbox.webMessaging.sessions()[0]?.conversationId ?? '')
  await after.event('ended')
  expect(store.kept.size).toBe(0)
})

test('whoever starts a chat is not taken for who was signed in before', async () => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const store = memoryStore(new Map([[REFRESH, 'of somebody else']]))
  await expect(page(sandbox, {}, { store }).run('startChat')).rejects.toMatchObject({ status: 403 })
})

test.each([503, 429])('a sign-in that cannot be renewed for now (%i) is tried again; one that is refused ends the chat', async (status) => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const { run, event, names } = page(sandbox, { auth })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging.expirePasses('auth')
  sandbox.control.fault({ kind: 'status', status, path: '/token/refresh', count: 1 })
  sandbox.control.fault({ kind: 'drop' })
  await event('reconnected')
  expect(names()).not.toContain('ended')
  sandbox.webMessaging.expirePasses('auth')
  sandbox.webMessaging.expirePasses('refresh')
  sandbox.control.fault({ kind: 'drop' })
  await event('ended')
})

test('what is said when the sign-in has ended waits for the next one, and is said once', async () => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const { run, names, texts } = page(sandbox, { auth })
  await run('startChat', { userData: { tier: 'gold' } })
  sandbox.webMessaging.expirePasses('auth')
  await Promise.all(['1', '2', '3'].map((message) => run('sendMessage', { message })))
  expect(texts()).toEqual(['1', '2', '3'])
  expect(sandbox.webMessaging.sessions()[0]?.messages.map(({ text }) => text)).toEqual(['1', '2', '3'])
  expect(sandbox.webMessaging.sessions()[0]?.attributes).toMatchObject({ tier: 'gold' })
  expect(names()).not.toContain('error')
  expect(names()).not.toContain('disconnected')
})

test('a sign-in that ends while connected, and cannot be renewed, ends the chat', async () => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const { run, event } = page(sandbox, { auth })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging.expirePasses('auth')
  sandbox.webMessaging.expirePasses('refresh')
  await expect(run('sendMessage', { message: 'Hello?' })).rejects.toMatchObject({ errorReason: 'signIn' })
  await event('ended')
})
