/** GMS over REST and real sockets: the recorded exchanges, asked of the sandbox. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sandboxed } from '../kit/guest.js'
import { testClock } from '../kit/testClock.js'
import { customer, post, service, start, told } from './customer.js'

it('requestChat: the keys in their documented shapes, the customer\'s own join, the customer at the desk', async () => {
  const sandbox = await sandboxed({ clock: testClock(1_700_000_001_000) })
  const { status, body } = await post(`${sandbox.url}${service}/`, { ...start, 'userData[cart][items]': '2', endpoint: 'Sales' })
  expect([status, body]).toEqual([200, {
    messages: [{ index: 1, type: 'ParticipantJoined', utcTime: 1_700_000_001_000, from: { nickname: 'Jo', participantId: 1, type: 'Client' } }],
    chatEnded: false, statusCode: 0, alias: expect.stringMatching(/^\d{3}$/), secureKey: expect.stringMatching(/^[0-9a-f]{16}$/), userId: expect.stringMatching(/^[0-9A-F]{16}$/),
    chatId: expect.stringMatching(/^\w{16}$/), nextPosition: 2
  }])
  const [chat] = sandbox.control.conversations()
  expect(chat).toMatchObject({ backEnd: 'GMS', deploymentId: 'customer-support', queue: 'Sales', phase: 'waiting', streams: 1 })
  expect(chat?.customer).toEqual({
    name: 'Jo', firstName: 'Jo', lastName: 'Day', email: 'jo@example.com', authenticated: false, data: { subject: 'Order 7', GCTI_LanguageCode: 'en', tier: 'gold', 'cart[items]': '2' }
  })
  expect((await post(`${sandbox.url}${service}`, start)).body.statusCode).toBe(0)
})

it('a chat from its beginning to its end by the customer', async () => {
  const sandbox = await sandboxed()
  const { control } = sandbox
  const jo = await customer(sandbox)
  expect(told(await jo.refresh(1))).toEqual(['1 ParticipantJoined Client'])
  expect((await jo.refresh(2)).body).toEqual({ messages: [], chatEnded: false, statusCode: 0, ...jo.keys, chatId: jo.chatId, nextPosition: 2 })
  const { memberId: erin } = control.addAgent(jo.conversationId, { name: 'Erin' })
  control.typing(jo.conversationId, erin, { text: 'Hel' })
  control.sendMessage(jo.conversationId, erin, 'Hello, how can I help?')
  const answered = await jo.refresh(2)
  expect(told(answered)).toEqual(['2 ParticipantJoined Agent', '3 TypingStarted Agent Hel', '4 TypingStopped Agent', '5 Message Agent Hello, how can I help?'])
  expect(answered.body.messages[3]).toMatchObject({ from: { nickname: 'Erin', participantId: 2, type: 'Agent' }, messageType: 'text' })
  expect((await jo.ask('startTyping', { transcriptPosition: '6', message: 'I wou' })).body.messages).toEqual([expect.objectContaining({ type: 'TypingStarted', text: 'I wou' })])
  const sent = await jo.ask('send', { message: 'I would like a refund', messageType: 'text' })
  expect(sent.body).toEqual({ chatEnded: false, statusCode: 0, ...jo.keys, chatId: jo.chatId, nextPosition: 9 })
  expect(told(await jo.refresh(7))).toEqual(['7 TypingStopped Client', '8 Message Client I would like a refund'])

  control.pushUrl(jo.conversationId, erin, 'https://shop.example.com/help')
  control.customNotice(jo.conversationId, erin, 'agent-custom-notice')
  await jo.ask('updateNickname', { nickname: 'Jolene' })
  expect(told(await jo.refresh(9))).toEqual(['9 PushUrl Agent https://shop.example.com/help', '10 CustomNotice Agent agent-custom-notice', '11 NicknameUpdated Client Jolene'])
  await jo.ask('customNotice', { message: 'page-changed' })
  await jo.ask('updateData', { 'userData[step]': 'checkout', 'userData[cart][items]': '2' })
  const chat = control.conversation(jo.conversationId)
  expect([chat.customer.data['step'], chat.customer.data['cart[items]'], chat.asides.map(({ text }) => text)]).toEqual(['checkout', '2', ['page-changed']])

  expect((await jo.ask('disconnect')).body).toMatchObject({ chatEnded: true, statusCode: 0 })
  expect(control.conversation(jo.conversationId).phase).toBe('ended')
  for (const operation of ['refresh', 'send', 'disconnect']) expect((await jo.ask(operation, { message: 'x' })).body).toMatchObject({ chatEnded: true, statusCode: 2 })
})

it('bots and rich content, external parties, supervisors: only who takes part is seen', async () => {
  const sandbox = await sandboxed()
  const { control } = sandbox
  const jo = await customer(sandbox)
  const id = jo.conversationId
  control.addAgent(id, { name: 'Erin' })
  const content = { contentType: 'quick-replies', text: 'Pick one', content: [{ id: '1', type: 'quick-reply', action: 'message', text: 'Refund', textback: 'refund' }] }
  const { memberId: robo } = control.bot(id, { name: 'Robo', body: 'Hi' })
  control.sendContent(id, robo, { text: 'Pick one', content: [content] })
  const { body } = await jo.refresh(3)
  expect(body.messages.map(({ from, eventAttributes }) => [from.type, eventAttributes.GCTI_SYSTEM])).toEqual(Array(3).fill(['External', { 'party-info': { style: 'BOT' } }]))
  expect(JSON.parse(body.messages[2]?.eventAttributes['structured-content']?.['genesys-chat'].content ?? '')).toEqual(content)

  const { memberId: sam } = control.addSupervisor(id, { name: 'Sam', supervision: 'listen' })
  expect(() => control.sendMessage(id, sam, 'I say nothing')).toThrow('only listens')
  const { memberId: coach } = control.supervise(id, sam, 'coach')
  control.sendMessage(id, coach, 'Offer a refund')
  expect((await jo.refresh(6)).body.messages).toEqual([])
  expect(control.conversation(id).asides.map(({ text }) => text)).toEqual(['Offer a refund'])
  const { memberId: seen } = control.supervise(id, coach, 'bargeIn')
  control.sendMessage(id, seen, 'Supervisor here')
  control.removeAgent(id, seen)
  control.addExternal(id, { name: 'Survey' })
  expect(told(await jo.refresh(6))).toEqual(['6 ParticipantJoined Supervisor', '7 Message Supervisor Supervisor here', '8 ParticipantLeft Supervisor', '9 ParticipantJoined External'])
})

it('positions: 0 is nothing, 1 everything, a negative one counts from the end; other operations bring messages only when asked', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  for (const message of ['a', 'b', 'c']) await jo.ask('send', { message })
  expect((await jo.refresh(0)).body.messages).toEqual([])
  expect(told(await jo.ask('refresh'))).toHaveLength(4)
  expect(told(await jo.refresh(-2))).toEqual(['3 Message Client b', '4 Message Client c'])
  expect(told(await jo.ask('send', { message: 'd', transcriptPosition: '4' }))).toEqual(['4 Message Client c', '5 Message Client d'])
})

it('files: limits, uploads and their codes, the download by a form, the deletion', async () => {
  const sandbox = await sandboxed({ gms: { maxFiles: 2, maxFileSize: 100, maxTotalSize: 110 } })
  const jo = await customer(sandbox)
  const limits = await jo.multipart('file/limits')
  expect(limits.body.messages).toEqual([{
    type: 'Notice', text: 'file-client-cfg-get', from: { nickname: 'system', participantId: 9, type: 'External' }, utcTime: expect.any(Number),
    userData: {
      'upload-max-files': '2', 'upload-max-file-size': '100', 'upload-max-total-size': '110', 'upload-need-agent': 'false', 'upload-file-types': 'jpeg:jpg:pdf:png:zip',
      'used-upload-max-files': '0', 'used-upload-max-total-size': '0', 'download-attempts': '10', 'used-download-attempts': '0', 'delete-file': 'odd'
    }
  }])
  const refused = async (name: string, size?: number) => {
    const { status, body } = await jo.upload(name, size)
    return [status, body.errors]
  }
  expect(await refused('a.exe')).toEqual([400, [{ code: 203, advice: 'exe' }]])
  expect(await refused('big.png', 101)).toEqual([400, [{ code: 202, advice: '100' }]])
  const fileId = (await jo.upload('photo.png')).body.userData['file-id'] ?? ''
  expect((await jo.refresh(2)).body.messages).toEqual([expect.objectContaining({ index: 2, type: 'FileUploaded', text: 'photo.png', userData: { 'file-id': fileId, 'file-name': 'photo.png', 'file-size': '3' } })])
  expect((await jo.upload('2.png', 100)).status).toBe(200)
  expect(await refused('3.png')).toEqual([400, [{ code: 201, advice: '2' }]])
  expect([(await jo.multipart(`file/${fileId}/download`)).text, (await jo.multipart('file/other/download')).body.errors?.[0]?.code]).toEqual(['\0\0\0', 404])
  await jo.ask(`file/${fileId}/delete`)
  expect(told(await jo.refresh(4))).toEqual(['4 FileDeleted Client'])
  expect((await jo.multipart('file/limits')).body.messages[0]?.userData).toMatchObject({ 'used-upload-max-files': '1', 'used-download-attempts': '1' })
})

it.each([
  ['no name', { ...start, nickname: '', firstName: '', lastName: '' }, 200, { statusCode: 2, chatEnded: true, errors: [{ code: 161, advice: 'nickname is required' }], messages: [] }],
  ['no first name', { lastName: 'Day' }, 200, { statusCode: 2, chatEnded: true, errors: [{ code: 102, advice: 'firstName is required' }], messages: [] }],
  ['a bad e-mail address', { ...start, emailAddress: 'jo' }, 400, { errors: [{ code: 364, advice: 'The e-mail address is not valid' }] }]
])('refuses a start with %s', async (_what, fields, status, body) => {
  const sandbox = await sandboxed()
  const reply = await post(`${sandbox.url}${service}/`, fields)
  expect([reply.status, reply.body, sandbox.control.conversations()]).toEqual([status, body, []])
})

it('is stern: service, content type, keys, texts, operations', async () => {
  const sandbox = await sandboxed({ gms: { services: ['customer-support'], apikey: 'K', maxMessage: 5 } })
  const url = `${sandbox.url}${service}`
  expect((await post(`${url}/`, start)).status).toBe(401)
  const asked = (path: string, fields: Record<string, string>) => post(path, fields, { apikey: 'K' })
  expect(await asked(`${sandbox.url}/genesys/2/chat/nowhere/`, start)).toMatchObject({ status: 500, body: { errors: [{ code: 306 }] } })
  expect((await fetch(`${url}/`, { method: 'POST', headers: { apikey: 'K', 'content-type': 'application/json' }, body: '{"nickname":"Jo"}' })).status).toBe(415)
  const { chatId, secureKey } = (await asked(`${url}/`, start)).body
  const code = async (path: string, fields: Record<string, string>) => {
    const { status, body } = await asked(`${url}/${path}`, fields)
    return [status, body.statusCode, body.chatEnded, body.errors?.[0]?.code]
  }
  expect(await code(`${chatId}/refresh`, { secureKey: 'wrong' })).toEqual([200, 2, true, 401])
  expect(await code('unknown/refresh', { secureKey })).toEqual([200, 2, true, 404])
  expect(await code(`${chatId}/send`, { secureKey, message: '' })).toEqual([200, 1, false, undefined])
  expect(await code(`${chatId}/send`, { secureKey, message: '123456' })).toEqual([400, undefined, undefined, 204])
  expect((await asked(`${url}/${chatId}/sendMessage`, { secureKey })).status).toBe(404)
  sandbox.gms.set({ strictAlias: true })
  sandbox.gms.rotateAlias(sandbox.control.conversations()[0]?.id ?? '')
  const { alias } = (await asked(`${url}/${chatId}/refresh`, { secureKey })).body
  expect([await code(`${chatId}/refresh`, { secureKey, alias }), await code(`${chatId}/refresh`, { secureKey, alias: 'old' })]).toEqual([[200, 0, false, undefined], [200, 2, true, 401]])
})

it('an end by the server: the last events come with chatEnded, also to a page that reloads; nothing is taken any more', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  sandbox.control.addAgent(jo.conversationId, { name: 'Erin' })
  sandbox.control.end(jo.conversationId)
  const last = await jo.refresh(3)
  expect([told(last), last.body.chatEnded, last.body.statusCode]).toEqual([['3 ParticipantLeft Agent', '4 ParticipantLeft Client'], true, 0])
  expect((await jo.refresh(1)).body).toMatchObject({ chatEnded: true, nextPosition: 5 })
  expect((await jo.ask('send', { message: 'x' })).body).toMatchObject({ chatEnded: true, statusCode: 2 })
})

it('warns where nobody says anything, and ends the chat; a page that wakes begins it anew', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, gms: { idle: true, idleAlert: 100, idleClose: 45, flexDisconnect: 1_000 } })
  const jo = await customer(sandbox)
  clock.advance(100_000)
  const warned = await jo.refresh(2)
  expect(warned.body.messages).toEqual([expect.objectContaining({ type: 'IdleAlert', userData: { 'next-idle-timer-type': 'CLOSE', 'next-idle-timer-secs': '45' } })])
  expect(warned.body.idleTimerExpire).toBe(45)
  await jo.ask('customNotice', { eventAttributes: '{"purpose":"cancel-idle-timer"}' })
  clock.advance(99_999)
  expect((await jo.refresh(3)).body).toMatchObject({ messages: [], chatEnded: false })
  clock.advance(1)
  clock.advance(45_000)
  const closed = await jo.refresh(4)
  expect([told(closed).map((event) => event.split(' ')[1]), closed.body.chatEnded]).toEqual([['IdleClose', 'ParticipantLeft'], true])
})

it('a customer who asks for nothing is shown as away, then logged out; an asynchronous one is not', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock })
  const jo = await customer(sandbox)
  const max = await customer(sandbox, { ...start, 'userData[GCTI_Chat_AsyncMode]': 'true' })
  const seen = (conversationId: string) => {
    const { phase, streams } = sandbox.control.conversation(conversationId)
    return [phase, streams]
  }
  clock.advance(35_000)
  expect([seen(jo.conversationId), seen(max.conversationId)]).toEqual([['waiting', 0], ['waiting', 0]])
  await jo.refresh(1)
  expect(seen(jo.conversationId)).toEqual(['waiting', 1])
  clock.advance(299_999)
  expect(seen(jo.conversationId)).toEqual(['waiting', 0])
  clock.advance(1)
  expect([seen(jo.conversationId)[0], seen(max.conversationId)[0]]).toEqual(['ended', 'waiting'])
})

it('typing that goes on is one event, and stops by itself', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, gms: { echoTyping: false } })
  const jo = await customer(sandbox)
  const { memberId } = sandbox.control.addAgent(jo.conversationId, { name: 'Erin' })
  sandbox.control.typing(jo.conversationId, memberId)
  clock.advance(3_000)
  sandbox.control.typing(jo.conversationId, memberId)
  await jo.ask('startTyping', { message: 'not an event of the transcript' })
  clock.advance(4_999)
  expect(told(await jo.refresh(3))).toEqual(['3 TypingStarted Agent'])
  clock.advance(1)
  expect(told(await jo.refresh(4))).toEqual(['4 TypingStopped Agent'])
})

it('faults on one chat: its server is away, positions are wrong, an answer is lost', async () => {
  const sandbox = await sandboxed()
  const jo = await customer(sandbox)
  const max = await customer(sandbox)
  await jo.ask('send', { message: 'a' })
  const { conversationId } = jo
  sandbox.control.fault({ kind: 'offline', count: 6, path: '/refresh', conversationId })
  const statusCodes: number[] = []
  for (let poll = 0; poll < 7; poll += 1) statusCodes.push((await jo.refresh(1)).body.statusCode)
  expect([statusCodes, (await max.refresh(1)).body.statusCode]).toEqual([[1, 1, 1, 1, 1, 1, 0], 0])
  const indexes = async (how: 'missing' | 'repeated' | 'falling') => {
    sandbox.control.fault({ kind: 'index', how, conversationId })
    return (await jo.refresh(1)).body.messages.map(({ index }) => index)
  }
  expect([await indexes('missing'), await indexes('repeated'), await indexes('falling')]).toEqual([[undefined, undefined], [1, 1], [2, 1]])
  sandbox.control.fault({ kind: 'body', what: 'notJson', status: 502, conversationId })
  expect(await jo.refresh(1)).toMatchObject({ status: 502, text: '{"messages":' })
  sandbox.control.fault({ kind: 'cut', after: true, conversationId })
  await expect(jo.ask('send', { message: 'b' })).rejects.toThrow()
  expect(told(await jo.refresh(3))).toEqual(['3 Message Client b'])
})

it('goes on from a state file: keys, positions, files, and the waiting for a customer', async () => {
  const state = `${mkdtempSync(`${tmpdir()}/state-`)}/state.json`
  const clock = testClock()
  const before = await sandboxed({ state, clock })
  const jo = await customer(before)
  const { memberId } = before.control.addAgent(jo.conversationId, { name: 'Erin' })
  const { fileId } = before.control.sendFile(jo.conversationId, memberId, { name: 'a.pdf', mime: 'application/pdf', content: Buffer.from('PDF').toString('base64') })
  const known = await jo.refresh(1)
  const after = await sandboxed({ state, clock })
  const ask = (path: string, more: Record<string, string> = {}) => post(`${after.url}${service}/${jo.chatId}/${path}`, { ...jo.keys, ...more })
  expect((await ask('refresh')).body).toEqual(known.body)
  expect((await ask(`file/${fileId}/download`)).text).toBe('PDF')
  await ask('send', { message: 'Hi' })
  expect(told(await ask('refresh', { transcriptPosition: '4' }))).toEqual(['4 Message Client Hi'])
  clock.advance(300_000)
  expect(after.control.conversation(jo.conversationId).phase).toBe('ended')
})

it('pages of other origins may ask, with their cookies and the headers that a site configures', async () => {
  const sandbox = await sandboxed()
  const { status, headers } = await fetch(`${sandbox.url}${service}/`, {
    method: 'OPTIONS', headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST', 'access-control-request-headers': 'apikey,authorization' }
  })
  expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials'), headers.get('access-control-allow-headers')])
    .toEqual([204, 'https://shop.example.com', 'true', 'apikey,authorization'])
})
