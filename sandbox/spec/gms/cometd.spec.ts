/** GMS over CometD: with the protocol's own client library, and by hand where it matters what is on the wire. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { WebSocket } from 'ws'
import type { Sandbox } from '../../src/index.js'
import { sandboxed } from '../kit/guest.js'
import { testClock } from '../kit/testClock.js'

/** A Bayeux message, as far as the specs look into it. */
interface Message {
  readonly channel: string
  readonly clientId: string
  readonly successful?: boolean
  readonly error?: string
  readonly advice?: object
  readonly data?: { readonly secureKey: string; readonly messages?: ReadonlyArray<{ readonly index: number; readonly type: string; readonly text?: string }> }
}

const channel = '/service/chatV2/customer-support'

const send = (sandbox: Sandbox, path: string, messages: unknown): Promise<Response> =>
  fetch(`${sandbox.url}/genesys/cometd${path}`, { method: 'POST', headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(messages) })

const poll = async (sandbox: Sandbox, path: string, messages: unknown): Promise<ReadonlyArray<Message>> => {
  const response = await send(sandbox, path, messages)
  return JSON.parse(await response.text())
}

const greeting = { id: '1', version: '1.0', minimumVersion: '1.0', channel: '/meta/handshake', supportedConnectionTypes: ['long-polling', 'callback-polling'], advice: { timeout: 60_000, interval: 0 } }

const shakeHands = async (sandbox: Sandbox): Promise<string> => (await poll(sandbox, '/handshake', [greeting]))[0]?.clientId ?? ''

const told = (messages: ReadonlyArray<Message>): ReadonlyArray<string> => messages.flatMap(({ data }) => (data?.messages ?? []).map(({ index, type, text }) => [index, type, text].filter((word) => word !== undefined).join(' ')))

it.each(['websocket', 'long-polling'])('the library of the protocol chats over %s, comes back after it was forgotten, and hears the end', async (kind) => {
  const sandbox = await sandboxed()
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'cometdClient.mjs'), sandbox.url, kind], { timeout: 30_000 })
  expect(JSON.parse(stdout)).toEqual({
    transport: kind,
    handshakes: [true, true],
    acks: [
      ['requestChat', true], ['sendMessage', true], ['unheardOf', false, '400::The operation is not valid'], ['sendMessage', true], ['refresh', true], ['requestNotifications', true]
    ],
    heard: [
      { chatEnded: false, told: ['1 ParticipantJoined Client'] },
      { chatEnded: false, told: ['2 ParticipantJoined Agent'] },
      { chatEnded: false, told: ['3 Message Client Hi'] },
      { statusCode: 2, chatEnded: true, errors: [{ code: 401, advice: 'The session is not authorised' }], told: [] },
      { chatEnded: false, told: ['3 Message Client Hi'] },
      { chatEnded: false, told: ['4 Message Agent While you were away'] },
      { chatEnded: true, told: ['5 ParticipantLeft Agent', '6 ParticipantLeft Client'] }
    ]
  })
}, 40_000)

it('long polling on the wire: handshake, a request for news that is held, an acknowledgement, a delivery', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock })
  const [shaken] = await poll(sandbox, '/handshake', [greeting])
  expect(shaken).toEqual({
    id: '1', channel: '/meta/handshake', version: '1.0', minimumVersion: '1.0', supportedConnectionTypes: ['websocket', 'long-polling'], clientId: expect.any(String), successful: true,
    advice: { reconnect: 'retry', interval: 0, timeout: 30_000 }
  })
  const clientId = shaken?.clientId
  const connect = (id: string, advice?: object) => poll(sandbox, '/connect', [{ id, channel: '/meta/connect', connectionType: 'long-polling', clientId, ...(advice === undefined ? {} : { advice }) }])
  const connected = { channel: '/meta/connect', successful: true, advice: { reconnect: 'retry', interval: 0, timeout: 30_000 } }
  expect(await connect('2', { timeout: 0 })).toEqual([{ id: '2', ...connected }])
  const news = connect('3')
  expect(await poll(sandbox, '/', [{ id: '4', channel, clientId, data: { operation: 'requestChat', nickname: 'Jo' } }])).toEqual([{ id: '4', channel, successful: true }])
  const [first, second] = await news
  expect([first, second?.channel, second?.data]).toEqual([{ id: '3', ...connected }, channel, {
    messages: [{ index: 1, type: 'ParticipantJoined', utcTime: clock.now(), from: { nickname: 'Jo', participantId: 1, type: 'Client' } }],
    chatEnded: false, statusCode: 0, alias: expect.any(String), secureKey: expect.any(String), userId: expect.any(String), chatId: expect.any(String), nextPosition: 2
  }])
  expect(await poll(sandbox, '/disconnect', [{ id: '9', channel: '/meta/disconnect', clientId }])).toEqual([{ id: '9', channel: '/meta/disconnect', successful: true }])
  expect(await connect('10')).toEqual([{ id: '10', channel: '/meta/connect', successful: false, error: '402::Unknown client', advice: { reconnect: 'handshake', interval: 0 } }])
})

it('a client who asks for nothing is unknown after a while; one without a connection in common is refused; rubbish is 400', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, gms: { cometd: ['long-polling'] } })
  const clientId = await shakeHands(sandbox)
  clock.advance(10_000)
  const [late] = await poll(sandbox, '/', [{ channel, clientId, data: { operation: 'requestChat', nickname: 'Jo' } }])
  expect(late?.error).toBe('402::Unknown client')
  const [none] = await poll(sandbox, '/handshake', [{ ...greeting, supportedConnectionTypes: ['websocket'] }])
  expect([none?.successful, none?.advice]).toEqual([false, { reconnect: 'none' }])
  expect([(await send(sandbox, '/', 'rubbish')).status, (await send(sandbox, '/', [{ data: {} }])).status]).toEqual([400, 400])
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/genesys/cometd`)
  const refused = await new Promise((resolve) => socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)))
  expect(refused).toBe(404)
})

it('the server behind is away: statusCode 1 is delivered', async () => {
  const sandbox = await sandboxed()
  const clientId = await shakeHands(sandbox)
  const connect = () => poll(sandbox, '/connect', [{ channel: '/meta/connect', connectionType: 'long-polling', clientId }])
  const publish = async (data: object): Promise<number> => (await send(sandbox, '/', [{ channel, clientId, data }])).status
  await publish({ operation: 'requestChat', nickname: 'Jo' })
  const secureKey = (await connect())[1]?.data?.secureKey ?? ''
  sandbox.control.fault({ kind: 'offline', count: 1 })
  // Over long polling the fault meets the next request, whatever it is for: it is answered with 503.
  expect(await publish({ operation: 'sendMessage', secureKey, message: 'Hi' })).toBe(503)
  sandbox.control.fault({ kind: 'offline', count: 1, path: '/sendMessage' })
  await publish({ operation: 'sendMessage', secureKey, message: 'Hi' })
  expect((await connect())[1]?.data).toEqual({ statusCode: 1, chatEnded: false })
})

it('what an open client in the field demands: batches with a subscription, the secure key alone, a second chat on the same connection', async () => {
  const sandbox = await sandboxed()
  const clientId = await shakeHands(sandbox)
  const connect = async () => (await poll(sandbox, '/connect', [{ channel: '/meta/connect', connectionType: 'long-polling', clientId }])).slice(1)
  const subscription = { subscription: channel, clientId }
  const batch = (...messages: ReadonlyArray<object>) => poll(sandbox, '/', messages)
  expect(await batch({ id: '3', channel: '/meta/subscribe', ...subscription }, { id: '4', channel, clientId, data: { operation: 'requestChat', nickname: 'JoDay' } }))
    .toEqual([{ id: '3', channel: '/meta/subscribe', subscription: channel, successful: true }, { id: '4', channel, successful: true }])
  // It takes the key from the reply that holds its own join.
  const [joined] = await connect()
  const first = joined?.data?.secureKey
  expect(told([{ ...joined, channel, clientId }])).toEqual(['1 ParticipantJoined'])
  await batch({ channel, clientId, data: { operation: 'sendMessage', secureKey: first, message: 'Transcript' } })
  expect(told(await connect())).toEqual(['2 Message Transcript'])
  expect(await batch({ id: '7', channel, clientId, data: { operation: 'disconnect', secureKey: first } }, { id: '8', channel: '/meta/unsubscribe', ...subscription }))
    .toEqual([{ id: '7', channel, successful: true }, { id: '8', channel: '/meta/unsubscribe', subscription: channel, successful: true }])
  expect(told(await connect())).toEqual(['3 ParticipantLeft'])
  await batch({ channel, clientId, data: { operation: 'requestChat', nickname: 'JoDay' } })
  const [again] = await connect()
  expect([told([{ ...again, channel, clientId }]), again?.data?.secureKey === first]).toEqual([['1 ParticipantJoined'], false])
})

it('files of a chat over CometD have one address', async () => {
  const sandbox = await sandboxed()
  const clientId = await shakeHands(sandbox)
  await poll(sandbox, '/', [{ channel, clientId, data: { operation: 'requestChat', nickname: 'Jo' } }])
  const connect = () => poll(sandbox, '/connect', [{ channel: '/meta/connect', connectionType: 'long-polling', clientId }])
  const secureKey = (await connect())[1]?.data?.secureKey ?? ''
  const ask = async (operation: string, more: Record<string, string | Blob> = {}) => {
    const form = new FormData()
    for (const [key, value] of Object.entries(more)) {
      if (typeof value === 'string') form.append(key, value)
      else form.append(key, value, 'photo.png')
    }
    form.append('operation', operation)
    form.append('secureKey', secureKey)
    return (await fetch(`${sandbox.url}/genesys/2/chat-ntf`, { method: 'POST', body: form })).text()
  }
  const news = connect()
  const fileId = JSON.parse(await ask('fileUpload', { file: new Blob(['abc'], { type: 'image/png' }) })).userData['file-id']
  expect(told(await news)).toEqual(['2 FileUploaded photo.png'])
  expect(JSON.parse(await ask('fileGetLimits')).messages[0].userData['used-upload-max-files']).toBe('1')
  expect(await ask('fileDownload', { fileId })).toBe('abc')
})

it('over a WebSocket the faults on streams meet the chat', async () => {
  const sandbox = await sandboxed()
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/genesys/cometd`)
  const frames: string[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data) => {
    frames.push(String(data))
    waiting.forEach((look) => look())
  })
  const until = (count: number) => new Promise<void>((resolve) => {
    const look = () => {
      if (frames.length < count) return
      waiting.delete(look)
      resolve()
    }
    waiting.add(look)
    look()
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify([{ ...greeting, supportedConnectionTypes: ['websocket'] }]))
  await until(1)
  const [{ clientId }] = JSON.parse(frames[0] ?? '')
  socket.send(JSON.stringify([{ channel: '/meta/connect', connectionType: 'websocket', clientId }, { id: '3', channel, clientId, data: { operation: 'requestChat', nickname: 'Jo' } }]))
  await until(3)
  const [chat] = sandbox.control.conversations()
  const id = chat?.id ?? ''
  sandbox.control.fault({ kind: 'duplicate', conversationId: id })
  const { memberId } = sandbox.control.addAgent(id, { name: 'Erin' })
  await until(5)
  expect([told(JSON.parse(frames[3] ?? '')), frames[4]]).toEqual([['2 ParticipantJoined'], frames[3]])
  sandbox.control.fault({ kind: 'poison', what: ['notJson'], conversationId: id })
  await until(6)
  expect(frames[5]).toBe('[{"channel":')
  sandbox.control.fault({ kind: 'drop', conversationId: id })
  await new Promise((resolve) => socket.once('close', resolve))
  sandbox.control.sendMessage(id, memberId, 'Lost?')
  expect(sandbox.gms.session(id).nextPosition).toBe(4)
})
