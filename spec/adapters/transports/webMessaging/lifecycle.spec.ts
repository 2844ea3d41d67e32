/** Whole chats over real sockets, as a widget sees them. */
import { memoryStore, page, sandboxed, says, until, withAgent } from './kit'

const TOKEN = '_genesys.widgets.webchat.state.webmessaging.Token'

test('a chat: started, talked in, ended', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const { run, event, told, names } = page(sandbox, {}, { store })
  const response = await run('startChat', { nickname: 'Ana', subject: 'Order 1182', userData: { tier: 'gold', count: 3 } })
  expect(response).toMatchObject({ status: 200, connected: true, newSession: true, data: { deploymentId: 'd1', newSession: true } })
  expect(names().slice(0, 3)).toEqual(['started', 'messageReceived', 'clientConnected'])
  expect(await run('sendMessage', { message: '  Hello  ' })).toMatchObject({ status: 200, direction: 'Inbound', text: 'Hello' })
  await event('messageReceived', says('Hello'))
  expect(sandbox.webMessaging.sessions()[0]?.attributes).toEqual({ nickname: 'Ana', subject: 'Order 1182', tier: 'gold', count: '3' })

  const { id, memberId } = withAgent(sandbox)
  sandbox.control.typing(id, memberId)
  expect(await event('agentTypingStarted')).toMatchObject({ from: { id: 'Sam Okoro', name: 'Sam Okoro', avatar: 'https://example.com/sam.png' } })
  sandbox.control.sendMessage(id, memberId, 'Hi Ana')
  const received = await event('messageReceived', says('Hi Ana'))
  expect(received.messages).toMatchObject([{ type: 'Message', text: 'Hi Ana', from: { name: 'Sam Okoro', type: 'Agent' }, avatar: 'https://example.com/sam.png' }])
  expect(received.originalMessages).toMatchObject([{ direction: 'Outbound', text: 'Hi Ana' }])
  expect(names().filter((name) => name === 'agentConnected')).toHaveLength(1)
  expect(await run('getAgents')).toMatchObject({ agents: { 'Sam Okoro': { name: 'Sam Okoro', connected: true } } })
  expect(names()).toContain('agentTypingStopped')

  expect(store.kept.get(TOKEN)).toEqual(expect.any(String))
  expect(await run('getSessionData')).toMatchObject({ token: store.kept.get(TOKEN), deploymentId: 'd1' })
  expect(JSON.stringify(told)).not.toContain(store.kept.get(TOKEN))
  expect(await run('endChat')).toMatchObject({ status: 204 })
  await event('ended')
  expect(names().slice(-2)).toEqual(['clientDisconnected', 'ended'])
  expect(store.kept.size).toBe(0)
  expect(sandbox.webMessaging.sessions()).toEqual([])
  expect(names()).not.toContain('error')
})

test('without leave to clear, the end closes the connection and forgets the token', async () => {
  const sandbox = await sandboxed({ webMessaging: { clear: false } })
  const store = memoryStore()
  const { run } = page(sandbox, {}, { store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  await run('endChat')
  expect(store.kept.size).toBe(0)
  await until(() => sandbox.webMessaging.sessions()[0]?.connections === 0)
})

test('a disconnect after which the customer may write again, and one after which not', async () => {
  const sandbox = await sandboxed()
  const { run, event, names } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const first = withAgent(sandbox)
  sandbox.control.sendMessage(first.id, first.memberId, 'Hi')
  await event('agentConnected')
  sandbox.webMessaging.disconnect(first.id, 'Send')
  expect(await event('agentDisconnected')).toMatchObject({ message: { type: 'ParticipantLeft', from: { name: 'Sam Okoro' } }, numAgentsConnected: 0 })
  expect(names()).not.toContain('ended')
  await run('sendMessage', { message: 'One more thing' })
  const second = withAgent(sandbox, 'Kim')
  sandbox.control.sendMessage(second.id, second.memberId, 'Yes?')
  await event('messageReceived', says('Yes?'))
  sandbox.webMessaging.disconnect(second.id, 'ReadOnly')
  await event('ended')
  expect(names().filter((name) => /agent(Dis)?[cC]onnected/.test(name))).toEqual(['agentConnected', 'agentDisconnected', 'agentConnected', 'agentDisconnected'])
  await expect(run('sendMessage', { message: 'Hello?' })).rejects.toBe('There is no active chat session.')
  await run('startChat')
  await run('sendMessage', { message: 'Anew' })
})

test('autoStart announces the customer, with the attributes', async () => {
  const sandbox = await sandboxed({ webMessaging: { autoStart: true } })
  const { run, told } = page(sandbox, { orgGuid: 'org', customAttributes: { site: 'shop' } })
  await run('startChat', { nickname: 'Ana', interactionData: { routing: { targetAddress: 'Help', skills: ['a', 'b'] } } })
  await until(() => sandbox.webMessaging.sessions()[0]?.messages.length === 1)
  expect(sandbox.webMessaging.sessions()[0]?.attributes).toEqual({ site: 'shop', orgGuid: 'org', nickname: 'Ana', 'routing.targetAddress': 'Help', 'routing.skills': 'a,b' })
  await run('sendMessage', { message: 'Hello' })
  expect(told.filter(({ _tag }) => _tag === 'clientConnected')).toHaveLength(1)
})

test('two connections hear the same; a fourth one ends the first, and leaves it what is stored', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const first = page(sandbox, {}, { store })
  await first.run('startChat')
  await first.run('sendMessage', { message: 'Hello' })
  const others = [page(sandbox, {}, { store }), page(sandbox, {}, { store }), page(sandbox, {}, { store })]
  await others[0]?.run('restore')
  await others[0]?.run('sendMessage', { message: 'from another tab' })
  await first.event('messageReceived', says('from another tab'))
  await others[1]?.run('restore')
  await others[2]?.run('restore')
  await first.event('ended')
  expect(first.told.find(({ _tag }) => _tag === 'error')).toMatchObject({ data: { errorReason: 'connectionClosed' } })
  expect(store.kept.has(TOKEN)).toBe(true)
})

test.each([
  ['cleared in another tab', 'clear', undefined],
  ['signed in elsewhere', 'evict', 'signedIn'],
  ['signed out', 'logout', undefined]
] as const)('%s: the chat ends and is forgotten', async (_, operation, reason) => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const { run, event, names } = page(sandbox, {}, { store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging[operation](sandbox.webMessaging.sessions()[0]?.conversationId ?? '', reason)
  await event('ended')
  expect(names().filter((name) => name === 'ended')).toHaveLength(1)
  expect(store.kept.size).toBe(0)
})

test('put out by too many connections, a page leaves the others what is stored; so does one whose token is not the one stored', async () => {
  const sandbox = await sandboxed()
  const store = memoryStore()
  const { run, event } = page(sandbox, {}, { store })
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  sandbox.webMessaging.evict(sandbox.webMessaging.sessions()[0]?.conversationId ?? '')
  await event('ended')
  expect(store.kept.has(TOKEN)).toBe(true)
  await run('startChat')
  store.kept.set(TOKEN, 'of another tab')
  await run('endChat')
  expect(store.kept.get(TOKEN)).toBe('of another tab')
})
