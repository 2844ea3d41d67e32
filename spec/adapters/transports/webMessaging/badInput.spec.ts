/** What goes wrong at the other side, and what callers and subscribers hear of it. */
import { lastValueFrom } from 'rxjs'
import { WebSocket } from 'ws'
import { webMessaging } from '../../../../adapters/transports/webMessaging'
import type { Call } from '../../../../lib'
import { environment, memoryStore, page, sandboxed, says, until, withAgent } from './kit'

const TOKEN = '_genesys.widgets.webchat.state.webmessaging.Token'

test.each([
  ['an unknown deployment', { config: { deployments: [{ id: 'other' }] } }],
  ['a refused connection', { config: { deployments: [{ id: 'd1', disabled: true }] }, webMessaging: { configuration: false } }]
])('%s fails the start at once, with a sentence, and is not tried again', async (_, options) => {
  const sandbox = await sandboxed(options)
  const { run, event } = page(sandbox)
  await expect(run('startChat')).rejects.toMatchObject({ errorReason: 'refused', statusText: expect.stringContaining('deployment') })
  expect(await event('error')).toMatchObject({ errors: [{ code: 'StartFailed' }] })
})

test('a refused origin fails the start like an unknown deployment', async () => {
  const sandbox = await sandboxed({ config: { deployments: [{ id: 'd1', allowedOrigins: ['https://shop.example'] }] } })
  const from = (origin: string) =>
    class extends WebSocket {
      constructor(url: string) {
        super(url, { origin })
      }
    }
  await expect(page(sandbox, {}, { WebSocket: from('https://other.example') }).run('startChat')).rejects.toMatchObject({ errorReason: 'refused' })
  await page(sandbox, {}, { WebSocket: from('https://shop.example') }).run('startChat')
})

test('a deployment that is not active is not even tried', async () => {
  const sandbox = await sandboxed({ config: { deployments: [{ id: 'd1', disabled: true }] } })
  await expect(page(sandbox).run('startChat')).rejects.toMatchObject({ statusText: 'The deployment is not active.' })
})

test('a connection that is refused for good when it comes back ends the chat, with a sentence, and is not tried again', async () => {
  const sandbox = await sandboxed({ config: { deployments: [{ id: 'd1' }] } })
  const urls: string[] = []
  class Moved extends WebSocket {
    constructor(url: string) {
      super(urls.length === 0 ? url : url.replace('d1', 'gone'))
      urls.push(url)
    }
  }
  const store = memoryStore()
  const { run, event } = page(sandbox, {}, { WebSocket: Moved, store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.control.fault({ kind: 'drop' })
  await event('ended')
  expect(await event('error')).toMatchObject({ status: 403, errorReason: 'refused', statusText: expect.stringContaining('deployment') })
  expect(urls).toHaveLength(2)
  expect(store.kept.has(TOKEN)).toBe(true)
})

test('nobody there: the start fails', async () => {
  await expect(page({ url: 'http://127.0.0.1:1' }).run('startChat')).rejects.toMatchObject({ errorReason: 'refused' })
})

test('a page that may not open sockets: the start fails at once, and there is no chat', async () => {
  const sandbox = await sandboxed()
  class Forbidden {
    constructor() {
      throw new Error('SecurityError')
    }
  }
  const around = environment({ WebSocket: Forbidden as unknown as typeof WebSocket }) // it is never more than constructed
  const opened = webMessaging.open({ transport: { deploymentId: 'd1', dataURL: sandbox.url } }, around)
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const call = (given: Call) => lastValueFrom(opened.right.call(given))
  expect(await call({ type: 'start', form: { displayName: 'Ana', more: {} }, userData: {}, interactionData: {}, options: {} })).toMatchObject({ left: { errorReason: 'refused' } })
  expect(await call({ type: 'sendMessage', text: 'Hello', options: {} })).toMatchObject({ left: { errorReason: 'NoSession' } })
})

test('without a published configuration the chat goes on', async () => {
  const sandbox = await sandboxed({ webMessaging: { configuration: false } })
  const { run } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  await run('endChat')
  expect(sandbox.webMessaging.sessions()).toHaveLength(1)
})

test('malformed and unknown frames are told of and skipped', async () => {
  const sandbox = await sandboxed()
  const { run, told } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.control.fault({ kind: 'poison' })
  await run('sendMessage', { message: 'Still here' })
  const errors = told.filter(({ _tag }) => _tag === 'error')
  expect(errors).toHaveLength(4)
  expect(errors.every(({ data }) => JSON.stringify(data).includes('MalformedFrame'))).toBe(true)
})

test('frames with only what is required, and agents without a name', async () => {
  const sandbox = await sandboxed({ webMessaging: { sparse: true, anonymous: true } })
  const { run, event, names } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  sandbox.control.typing(id, memberId)
  sandbox.control.sendMessage(id, memberId, 'Hi')
  await event('messageReceived', says('Hi'))
  expect(await run('getAgents')).toMatchObject({ agents: { Agent: { connected: true } } })
  sandbox.webMessaging.disconnect(id, 'Send')
  await event('agentDisconnected')
  expect(names().filter((name) => name === 'agentConnected')).toHaveLength(1)
})

test('a history that cannot be had is told of, and the chat goes on', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const before = page(sandbox, {}, { store })
  await before.run('startChat')
  await before.run('sendMessage', { message: 'Hello' })
  before.service.dispose()
  sandbox.control.fault({ kind: 'status', status: 403, path: '/webmessaging/messages', count: 2 })
  const after = page(sandbox, {}, { store })
  await after.run('restore')
  expect(await after.event('error')).toMatchObject({ errors: [{ code: 'HistoryFailed' }] })
  await expect(after.run('fetchHistory')).rejects.toMatchObject({ status: 403 })
  await after.run('sendMessage', { message: 'Still here' })
})

test('duplicates are told once, and what overtook is put right from then on', async () => {
  const sandbox = await sandboxed()
  const { run, event, texts } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  sandbox.control.fault({ kind: 'duplicate', count: 3 })
  for (const text of ['1', '2', '3']) sandbox.control.sendMessage(id, memberId, text)
  for (let i = 4; i < 10; i += 2) {
    sandbox.control.fault({ kind: 'reorder', count: 1 })
    sandbox.control.sendMessage(id, memberId, `${i}`)
    sandbox.control.sendMessage(id, memberId, `${i + 1}`)
    await event('messageReceived', says(`${i}`))
  }
  expect(texts()).toEqual(['Hello', '1', '2', '3', '5', '4', '6', '7', '8', '9'])
})

test('signed-in customers: exchanged, refused, renewed', async () => {
  const sandbox = await sandboxed({ webMessaging: { authentication: true } })
  const store = memoryStore()
  await expect(page(sandbox).run('startChat')).rejects.toMatchObject({ status: 403 })
  await expect(page(sandbox, { auth: { code: 'bad' } }).run('startChat')).rejects.toMatchObject({ errorReason: 'signIn', status: 401 })
  const { run, event, told } = page(sandbox, { auth: { code: 'ana', redirectUri: 'https://shop.example', codeVerifier: 'v' } }, { store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  expect(sandbox.webMessaging.sessions()[0]?.authenticated).toBe(true)
  sandbox.webMessaging.expirePasses('auth')
  sandbox.control.fault({ kind: 'drop' })
  await event('reconnected')
  await run('sendMessage', { message: 'Still signed in' })
  const secrets = [...store.kept.entries()].filter(([key]) => /Token$/.test(key)).map(([, value]) => value)
  expect(secrets).toHaveLength(2)
  secrets.forEach((secret) => expect(JSON.stringify(told)).not.toContain(secret))
  expect(store.kept.get(TOKEN)).toBeDefined()
  await until(() => sandbox.webMessaging.sessions().length === 1)
})
