/** Multicloud CX v3 over real sockets: the recorded exchanges, asked of the sandbox. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sandboxed, uuid } from '../kit/guest.js'
import { testClock } from '../kit/testClock.js'
import type { Body } from './customer.js'
import { ask, claimsOf, customer, form, path, told } from './customer.js'

const png = (name = 'photo.png', type = 'image/png', size = 3): FormData => {
  const data = new FormData()
  data.append('file', new Blob([new Uint8Array(size)], { type }), name)
  data.append('operationId', '4d4678-daf')
  return data
}

it('creates a session: a wrapped reply, a token whose claims name it, the customer at the desk', async () => {
  const sandbox = await sandboxed()
  const { status, body } = await ask(`${sandbox.url}${path}`, 'POST', { ...form, 'data[subject]': 'Order 7', 'data[userData][cart][items]': '2' })
  const { sessionId, participantId, transportId, iat } = claimsOf(body.data.clientToken)
  expect([status, body]).toEqual([200, { status: { code: 0, message: 'ok' }, operationId: 'f737b3-287', data: { clientToken: expect.any(String), selfUri: `${path}/${sessionId}` } }])
  expect([sessionId, participantId, transportId, typeof iat]).toEqual([expect.stringMatching(uuid), expect.stringMatching(uuid), expect.stringMatching(uuid), 'number'])
  const { customer: known, backEnd, phase, streams, queue } = sandbox.control.conversation(sessionId)
  expect(known).toEqual({ name: 'Jo', firstName: 'Jo', lastName: 'Day', email: 'jo@example.com', authenticated: false, data: { subject: 'Order 7', tier: 'gold', 'cart[items]': '2' } })
  expect([backEnd, phase, streams, queue]).toEqual(['Multicloud CX', 'waiting', 1, 'web-chat'])
})

it('a chat from its beginning to its end by the customer', async () => {
  const sandbox = await sandboxed({ clock: testClock(1_700_000_001_000) })
  const jo = await customer(sandbox)
  const { control } = sandbox
  expect((await jo.messages()).body).toEqual({
    status: { code: 0, message: 'ok' }, operationId: '1',
    data: { messages: [{ index: '1700000001000-0', type: 'ParticipantJoined', utcTime: 1_700_000_001_000, from: { participantId: jo.participantId, nickname: 'Jo', firstName: 'Jo', type: 'Customer' } }], chatEnded: false }
  })
  const { memberId } = control.addAgent(jo.sessionId, { name: 'Erin' })
  control.typing(jo.sessionId, memberId, { text: 'Hel' })
  control.sendMessage(jo.sessionId, memberId, 'Hello, how can I help?')
  expect(told(await jo.messages())).toEqual(['ParticipantJoined Agent', 'TypingStarted Agent Hel', 'TypingStopped Agent', 'Text Agent Hello, how can I help?'])
  await jo.post({ operationId: '5f67c4', 'data[type]': 'TypingStarted', 'data[text]': 'I wou' })
  await jo.post({ operationId: '52b2a5', 'data[type]': 'TypingStopped', 'data[text]': 'I wou' })
  const sent = await jo.post({ operationId: 'caa071', 'data[type]': 'Text', 'data[text]': 'I would like a refund' })
  expect(sent.body).toEqual({ status: { code: 0, message: 'ok' }, operationId: 'caa071', data: { id: expect.stringMatching(/^\d{13}-\d+$/) } })
  expect(told(await jo.messages())).toEqual(['TypingStarted Customer I wou', 'TypingStopped Customer I wou', 'Text Customer I would like a refund'])
  control.pushUrl(jo.sessionId, memberId, 'https://shop.example.com/help')
  control.customNotice(jo.sessionId, memberId, 'cn')
  control.sendFile(jo.sessionId, memberId, { name: 'form.pdf', mime: 'application/pdf', content: Buffer.from('PDF').toString('base64') })
  const { body } = await jo.messages()
  expect(body.data.messages.map(({ type, text, url, content }) => ({ type, text, url, content }))).toEqual([
    { type: 'PushUrl', url: 'https://shop.example.com/help' }, { type: 'CustomNotice', text: 'cn' },
    { type: 'Message', content: [{ type: 'file', url: expect.stringMatching(`^/sessions/${jo.sessionId}/files/`), mime: 'application/pdf', name: 'form.pdf' }] }
  ])
  expect((await ask(`${sandbox.url}/nexus/v3/chat${body.data.messages[2]?.content?.[0]?.url}`, 'GET', undefined, jo.token)).text).toBe('PDF')
  expect((await jo.put({ 'data[step]': 'checkout', 'data[cart][items]': '2' })).status).toBe(200)
  expect(control.conversation(jo.sessionId).customer.data).toMatchObject({ tier: 'gold', step: 'checkout', 'cart[items]': '2' })
  expect((await jo.leave()).body).toEqual({ status: { code: 0, message: 'ok' }, operationId: '2', data: {} })
  expect((await jo.messages()).body.status.code).toBe('INVALID_SESSION')
})

it('the server ends it: the last events come with chatEnded, and nothing is taken any more', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  sandbox.control.addAgent(jo.sessionId, { name: 'Erin' })
  await jo.messages()
  sandbox.control.end(jo.sessionId)
  const last = await jo.messages()
  expect([told(last), last.body.data.chatEnded]).toEqual([['ParticipantLeft Agent', 'ParticipantLeft Customer'], true])
  expect((await jo.post({ 'data[type]': 'Text', 'data[text]': 'x' })).status).toBe(401)
})

it('images: taken, told, handed out, and refused by their limits', async () => {
  const sandbox = await sandboxed({ multicloud: { maxFileSize: 100, maxFiles: 1 } })
  const jo = await customer(sandbox)
  const refused = async (data: FormData) => {
    const { status, body } = await jo.post(data, '/images')
    return [status, body.status.code]
  }
  expect(await refused(png('a.exe', 'application/octet-stream'))).toEqual([400, 'INVALID_FILE_TYPE'])
  expect(await refused(png('big.png', 'image/png', 101))).toEqual([413, 'LIMIT_FILE_SIZE'])
  expect((await jo.post(png(), '/images')).status).toBe(200)
  expect(await refused(png('2nd.png'))).toEqual([400, 'LIMIT_FILE_COUNT'])
  const content = (await jo.messages()).body.data.messages.at(-1)?.content
  expect(content).toEqual([{ type: 'image', url: expect.stringMatching(`^/sessions/${jo.sessionId}/images/`), mime: 'image/png', name: 'photo.png' }])
  const address = `${sandbox.url}/nexus/v3/chat${content?.[0]?.url}`
  expect([(await ask(address, 'GET', undefined, jo.token)).text, (await ask(address, 'GET')).status]).toEqual(['\0\0\0', 401])
})

it('pages of the past end at an index, inclusive; after an index come the later ones; a page does not move what is new', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  const { memberId } = sandbox.control.addAgent(jo.sessionId, { name: 'Erin' })
  for (let n = 1; n <= 30; n += 1) sandbox.control.sendMessage(jo.sessionId, memberId, `message ${n}`)
  const restored = await jo.messages('&count=16')
  const indexes = (reply: typeof restored): ReadonlyArray<string> => reply.body.data.messages.map(({ index }) => index)
  expect(told(restored)[0]).toBe('Text Agent message 15')
  expect(told(await jo.messages())).toEqual([])
  const older = await jo.messages(`&index=${indexes(restored)[0]}&count=16`)
  expect([told(older)[0], told(older).at(-1)]).toEqual(['ParticipantJoined Agent', 'Text Agent message 15'])
  const oldest = await jo.messages(`&index=${indexes(older)[0]}&count=16`)
  expect(told(oldest)).toEqual(['ParticipantJoined Customer', 'ParticipantJoined Agent'])
  expect(told(await jo.messages(`&index=${indexes(oldest)[0]}&count=16`))).toEqual(['ParticipantJoined Customer'])
  expect(told(await jo.messages())).toEqual([])
  expect(told(await jo.messages(`&index=${indexes(older).at(-1)}`))[0]).toBe('Text Agent message 16')
  const every = indexes(await jo.messages('&count=10000'))
  expect([every.length, new Set(every).size]).toEqual([32, 32])
  expect((await jo.messages('&index=soon')).body.status.code).toBe('INVALID_REQUEST')
})

it.each([
  ['INVALID_ENDPOINT', 400, { ...form, 'data[endpoint]': 'nowhere' }], ['INVALID_ENDPOINT', 400, { 'data[nickname]': 'Jo' }],
  ['INVALID_NICKNAME', 400, { ...form, 'data[nickname]': ' ' }]
])('refuses a start: %s', async (code, status, fields) => {
  const sandbox = await sandboxed({ multicloud: { endpoints: ['web-chat'] } })
  const reply = await ask(`${sandbox.url}${path}`, 'POST', fields)
  expect([reply.status, reply.body]).toEqual([status, { status: { code, message: expect.any(String) } }])
})

it('keys: a wrong API key, no token, another session\'s, one that is too old', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, multicloud: { apiKeys: ['KEY-1'], tokenSeconds: 60 } })
  const wrongKey = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers: { 'x-api-key': 'KEY-2' }, body: new URLSearchParams(form) })
  expect([wrongKey.status, await wrongKey.json()]).toEqual([403, { status: { code: 'INVALID_CONTACT_CENTER', message: expect.any(String) } }])
  const jo = await customer(sandbox)
  const max = await customer(sandbox)
  const code = async (token?: string) => (await ask(`${jo.session}/messages`, 'GET', undefined, token)).body.status.code
  expect([await code(), await code(max.token), await code('a.b.c'), await code(jo.token)]).toEqual(['AUTHENTICATION_REQUIRED', 'AUTHENTICATION_REQUIRED', 'AUTHENTICATION_REQUIRED', 0])
  clock.advance(61_000)
  expect(await code(jo.token)).toBe('AUTHENTICATION_REQUIRED')
})

it('a token resumes its session, until that is over', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  const again = () => ask(`${sandbox.url}${path}`, 'POST', { 'data[endpoint]': 'web-chat' }, jo.token)
  expect((await again()).body.data.clientToken).toBe(jo.token)
  sandbox.multicloud.expire(jo.sessionId)
  expect((await again()).body.status.code).toBe('INVALID_SESSION')
})

it('JSON bodies count as forms do, and replies come in each shape', async () => {
  const sandbox = await sandboxed({ multicloud: { shape: 'both' } })
  const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers: { 'x-api-key': 'K', 'content-type': 'application/json' }, body: JSON.stringify({ operationId: '1', data: { nickname: 'Jo', endpoint: 'e' } }) })
  const body: Body = JSON.parse(await response.text())
  expect([body.clientToken, body.operationId]).toEqual([body.data.clientToken, '1'])
})

it('goes on from a state file: token, what was told, files', async () => {
  const state = `${mkdtempSync(`${tmpdir()}/state-`)}/state.json`
  const before = await sandboxed({ state })
  const jo = await customer(before)
  await jo.messages()
  await jo.post(png(), '/images')
  const after = await sandboxed({ state })
  const address = `${after.url}${path}/${jo.sessionId}/messages`
  const reply = await ask(address, 'GET', undefined, jo.token)
  expect(told(reply)).toEqual(['Message Customer'])
  expect((await ask(`${after.url}/nexus/v3/chat${reply.body.data.messages[0]?.content?.[0]?.url}`, 'GET', undefined, jo.token)).text).toBe('\0\0\0')
})

it('faults: indexes, bodies, a server that is away, an answer that is lost', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  const { memberId } = sandbox.control.addAgent(jo.sessionId, { name: 'Erin' })
  sandbox.control.sendMessage(jo.sessionId, memberId, 'Hi')
  const aimed = { conversationId: jo.sessionId }
  const indexesOf = async (how: 'missing' | 'repeated' | 'falling') => {
    sandbox.control.fault({ kind: 'index', how, ...aimed })
    return (await jo.messages('&count=100')).body.data.messages.map(({ index }) => index)
  }
  const good: ReadonlyArray<string> = (await jo.messages('&count=100')).body.data.messages.map(({ index }) => index)
  expect([await indexesOf('missing'), await indexesOf('repeated'), await indexesOf('falling')]).toEqual([good.map(() => undefined), good.map(() => good[0]), [...good].reverse()])
  sandbox.control.fault({ kind: 'body', what: 'html', ...aimed })
  expect((await jo.messages()).text).toContain('<!DOCTYPE html>')
  sandbox.control.fault({ kind: 'offline', count: 1, ...aimed })
  expect(await jo.messages()).toMatchObject({ status: 503, text: '' })
  sandbox.control.fault({ kind: 'cut', after: true, method: 'POST', ...aimed })
  await expect(jo.post({ 'data[type]': 'Text', 'data[text]': 'Did it arrive?' })).rejects.toThrow()
  expect(told(await jo.messages()).at(-1)).toBe('Text Customer Did it arrive?')
  sandbox.control.fault({ kind: 'cut', method: 'POST', ...aimed })
  await expect(jo.post({ 'data[type]': 'Text', 'data[text]': 'Nor this?' })).rejects.toThrow()
  expect(told(await jo.messages())).toEqual([])
})
