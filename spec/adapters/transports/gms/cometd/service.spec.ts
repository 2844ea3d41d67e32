/** GMS over CometD through the service, in virtual time: what is told and asked when connections fail, and what a server advises. */
import { begun, shared, world } from './scripted'
import type { Message } from './scripted'

it('a chat: the reply to its request is its beginning, what is pushed is told, a message is answered when it has come back', async () => {
  const it = await begun()
  it.says('Hello')
  await it.pass(100)
  const sent = it.command('sendMessage', { message: 'Hi' })
  await it.pass(100)
  expect(sent.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0 } })
  const ended = it.command('endChat')
  await it.pass(100)
  expect(ended.answer).toMatchObject({ _tag: 'Right' })
  expect(it.told()).toEqual(['started', 'ParticipantJoined', 'clientConnected', 'ParticipantJoined', 'agentConnected', 'Hello', 'Hi', 'clientDisconnected', 'ended'])
  expect(it.asked.map(({ channel, data }) => data?.operation ?? channel)).toEqual(['/meta/handshake', 'requestChat', 'sendMessage', 'disconnect', '/meta/disconnect'])
  expect(it.asked[1]?.data).toMatchObject({ chatId: '', alias: '', secureKey: '', userId: '', nickname: 'Jo', userData: {} })
  const count = it.asked.length
  await it.pass(120_000)
  expect(it.asked.length).toBe(count)
})

it('a connection that fails is lost and regained once, and what was said meanwhile is asked for', async () => {
  const it = await begun()
  it.says('one')
  await it.pass(100)
  it.isDown = true
  await it.pass(30_000)
  it.quietly('two')
  it.isDown = false
  await it.pass(60_000)
  expect(it.told().slice(-4)).toEqual(['one', 'disconnected', 'two', 'reconnected'])
  expect(it.told().filter((name) => name === 'disconnected' || name === 'error')).toEqual(['disconnected'])
})

it('news that the server handed to a dead connection is found: the next answer is silence, then the history is asked', async () => {
  const it = await begun()
  it.says('one')
  await it.pass(100)
  it.script = ({ channel }) => (channel === '/meta/connect' ? null : undefined)
  await it.pass(11_000)
  it.quietly('two')
  await it.pass(8_000)
  it.script = () => undefined
  await it.pass(20_000)
  expect(it.told().filter((name) => name === 'two')).toEqual(['two'])
  expect(it.told().slice(-1)).toEqual(['reconnected'])
})

it('advice handshake: after a connection that lasted, hands are shaken anew and nobody is told', async () => {
  const it = await begun()
  await it.pass(15_000)
  let isForgotten = true
  it.script = ({ channel, clientId }) => (isForgotten && channel === '/meta/connect' && clientId === 'client1' ? { successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake', interval: 0 } } : undefined)
  it.quietly('while forgotten')
  await it.pass(15_000)
  isForgotten = false
  expect([it.handshakes.length, it.told().slice(-1)]).toEqual([2, ['while forgotten']])
  expect(it.told().filter((name) => name === 'disconnected')).toEqual([])
})

it('a server that forgets us at once, always, is called later and later', async () => {
  const it = await begun()
  it.script = ({ channel, advice }) => (channel === '/meta/connect' && advice !== undefined && (advice as { timeout: number }).timeout > 0 ? { successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake', interval: 0 } } : undefined)
  await it.pass(120_000)
  expect(it.handshakes.length).toBeGreaterThan(3)
  expect(it.handshakes.length).toBeLessThan(20)
})

it('advice none: the server is not called again in this chat, and the next page may', async () => {
  const place = shared()
  const it = await begun({ restoreTimeout: 600_000 }, place)
  await it.pass(1_000)
  it.script = ({ channel }) => (channel === '/meta/connect' ? { successful: false, error: '403::Denied', advice: { reconnect: 'none' } } : undefined)
  await it.pass(15_000)
  const count = it.asked.length
  await it.pass(120_000)
  expect([it.asked.length, it.told().filter((name) => name === 'disconnected' || name === 'ended')]).toEqual([count, ['disconnected']])
  it.service.dispose()
  const next = world({ restoreTimeout: 600_000 }, place)
  const restored = next.command('restore')
  await next.pass(1_000)
  expect(restored.answer).toMatchObject({ _tag: 'Right' })
})

it('a handshake that is refused fails the start, and nothing is left', async () => {
  const it = world()
  it.script = ({ channel }) => (channel === '/meta/handshake' ? { successful: false, error: '403::Denied', advice: { reconnect: 'none' } } : undefined)
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(60_000)
  expect(started.answer).toMatchObject({ _tag: 'Left' })
  expect(it.asked.map(({ channel }) => channel)).toEqual(['/meta/handshake'])
})

it('a message that is neither refused nor seen is looked for, and sent again only where it is not', async () => {
  const it = await begun()
  it.script = ({ data }: Message) => (data?.operation === 'sendMessage' ? { advice: undefined } : undefined)
  const sent = it.command('sendMessage', { message: 'Hi' })
  await it.pass(5_000)
  it.script = () => undefined
  await it.pass(5_000)
  expect(sent.answer).toMatchObject({ _tag: 'Right' })
  expect(it.asked.filter(({ data }) => data?.operation === 'sendMessage').length).toBe(2)
  expect(it.told().filter((name) => name === 'Hi')).toEqual(['Hi'])
})

it('the chat server is away: counted, told once, and back', async () => {
  const it = await begun()
  for (let i = 0; i < 8; i += 1) {
    it.delivers({ statusCode: 1, chatEnded: false })
    await it.pass(100)
  }
  it.says('back')
  await it.pass(100)
  expect(it.told().filter((name) => name.startsWith('chatServer'))).toEqual(['chatServerWentOffline', 'chatServerBackOnline'])
})

it('hostile deliveries are named or passed over, and what follows is heard', async () => {
  const it = await begun()
  for (const data of [null, 7, 'text', [], { messages: 'x' }, { messages: [null, 7, { type: 3 }] }, { statusCode: 0, chatId: 'another', chatEnded: true }, { statusCode: 'x' }]) {
    it.delivers(data)
    await it.pass(50)
  }
  it.says('still here')
  await it.pass(100)
  expect(it.told().slice(-1)).toEqual(['still here'])
  expect(it.told()).not.toContain('ended')
  expect(it.told()).toContain('error')
})

it('the end comes with what was said before it, and a chat that is over is not taken up', async () => {
  const place = shared()
  const it = await begun({}, place)
  it.delivers({ statusCode: 0, chatEnded: true, messages: [{ index: 2, type: 'Message', utcTime: 1, from: { nickname: 'Erin', participantId: 2, type: 'Agent' }, text: 'Bye' }] })
  await it.pass(100)
  expect(it.told().slice(-3)).toEqual(['Bye', 'clientDisconnected', 'ended'])
  expect(place.store.get('_genesys.widgets.webchat.state.session')).toBeUndefined()
})

it('a reload takes the chat up again from its beginning', async () => {
  const place = shared()
  const it = await begun({}, place)
  it.says('one')
  await it.pass(100)
  it.service.dispose()
  await it.pass(1_000)
  const next = world({}, place)
  const restored = next.command('restore')
  await next.pass(1_000)
  expect(restored.answer).toMatchObject({ _tag: 'Right' })
  next.says('two')
  await next.pass(100)
  expect(next.told()).toEqual(['restored', 'clientConnected', 'agentConnected', 'ParticipantJoined, one', 'two'])
})
