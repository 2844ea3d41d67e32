/** What a guest may ask, and what it is told when it may not. */
import { base, call, createGuest, creation, sandboxed, waitingGuest } from '../kit/guest.js'
import { testClock } from '../kit/testClock.js'

type Told = readonly [number, unknown]
const told = ({ status, body }: { status: number; body: Record<string, unknown> }): Told => [status, body['code']]

describe('a token', () => {
  it('is required, valid, current, and of this conversation', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock, tokenLifetime: 60_000 })
    const [one, two] = [await createGuest(sandbox), await createGuest(sandbox)]
    const ask = async (authorization?: string): Promise<Told> => told(await call(`${sandbox.url}${base}/${one.id}/members`, 'GET', undefined, authorization === undefined ? {} : { authorization }))
    expect(await ask()).toEqual([401, 'authentication.required'])
    expect(await ask('[REDACTED]')).toEqual([401, 'bad.credentials'])
    expect(await ask('Bearer x.y.z')).toEqual([401, 'bad.credentials'])
    expect(await ask(`Basic ${one.jwt}`)).toEqual([401, 'bad.credentials'])
    expect(await ask(`Bearer ${two.jwt}`)).toEqual([403, 'not.authorized'])
    expect(await ask(`bEARER ${one.jwt}`)).toEqual([200, undefined])
    clock.advance(61_000)
    expect(await ask(`Bearer ${one.jwt}`)).toEqual([401, 'credentials.expired'])
    expect(told(await one.say('late'))).toEqual([401, 'credentials.expired'])
  })

  it('of a conversation that was forgotten finds nothing', async () => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    sandbox.control.reset()
    expect(told(await guest.call('GET', '/messages'))).toEqual([404, 'not.found'])
  })
})

describe('a message', () => {
  it('is refused before the stream is attached, with the captured body', async () => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    const { text, headers } = await guest.say('too early')
    expect(text).toBe(JSON.stringify({
      message: 'Conversation State', code: 'chat.error.conversation.state', status: 400, messageWithParams: 'Conversation State', messageParams: { message: 'The conversation is not active' },
      contextId: headers.get('inin-correlation-id'), details: [], errors: []
    }))
    expect(told(await guest.call('POST', `/members/${guest.memberId}/typing`))).toEqual([400, 'chat.error.conversation.state'])
  })

  it.each([
    ['no body', {}, 'chat.error.notnull.createconversationmessagerequest.body'],
    ['empty', { body: '' }, 'chat.error.notnull.createconversationmessagerequest.body'],
    ['a number', { body: 4 }, 'chat.error.bad.request'],
    ['too long', { body: 'x'.repeat(4_001) }, 'constraint.validation'],
    ['of a member', { body: 'x', bodyType: 'member-join' }, 'invalid.value'],
    ['a list', [], 'bad.request']
  ])('is refused when it is %s', async (_name, body, code) => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    expect(told(await guest.call('POST', `/members/${guest.memberId}/messages`, body))).toEqual([400, code])
  })

  it.each(['x'.repeat(4_000), '   ', 'Total: 12,50 € — 🙂\nSecond line.', '\ud800 alone'])('comes back as it was sent', async (text) => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    const { body } = await guest.say(text)
    expect(body['body']).toBe(text)
    expect((await guest.stream.next()).eventBody?.['body']).toBe(text)
    expect((await guest.call('GET', `/messages/${body.id}`)).body).toEqual(body)
  })

  it('may be a notice', async () => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    expect((await guest.call('POST', `/members/${guest.memberId}/messages`, { body: 'opened help', bodyType: 'notice' })).body['bodyType']).toBe('notice')
    expect((await guest.stream.next()).eventBody?.['bodyType']).toBe('notice')
  })

  it('too large or of another kind is refused by the server', async () => {
    const sandbox = await sandboxed({ maxRequest: 8_000 })
    const guest = await waitingGuest(sandbox)
    const path = `/members/${guest.memberId}/messages`
    expect(told(await guest.call('POST', path, { body: 'x'.repeat(9_000) }))).toEqual([413, 'request.entity.too.large'])
    expect(told(await guest.call('POST', path, 'hello', { 'content-type': 'text/plain' }))).toEqual([415, 'unsupported.media.type'])
    expect(told(await guest.call('POST', path, '{"body":'))).toEqual([400, 'bad.request'])
  })
})

describe('typing', () => {
  it('is answered and echoed with the same id', async () => {
    const sandbox = await sandboxed({ clock: testClock() })
    const guest = await waitingGuest(sandbox)
    const { status, text, body } = await guest.call('POST', `/members/${guest.memberId}/typing`)
    expect(status).toBe(200)
    expect(text).toBe(JSON.stringify({
      id: body.id, conversation: { id: guest.id, selfUri: `/api/v2/conversations/${guest.id}` }, sender: { id: guest.memberId }, timestamp: '2025-01-01T12:00:00.000Z'
    }))
    const frame = await guest.stream.next()
    expect(frame).toEqual({
      topicName: `v2.conversations.chats.${guest.id}.messages`, version: '2', metadata: { CorrelationId: expect.any(String), type: 'typing-indicator' },
      eventBody: { id: body.id, conversation: { id: guest.id }, sender: { id: guest.memberId }, timestamp: '2025-01-01T12:00:00.000Z' }
    })
  })
})

describe('a member', () => {
  it('is described as captured', async () => {
    const sandbox = await sandboxed({ clock: testClock() })
    const guest = await createGuest(sandbox)
    expect((await guest.call('GET', `/members/${guest.memberId}`)).text).toBe(JSON.stringify({
      id: guest.memberId, displayName: 'Sample Guest', avatarImageUrl: creation.memberInfo.avatarImageUrl, role: 'CUSTOMER', joinDate: '2025-01-01T12:00:00.000Z',
      authenticatedGuest: false, customFields: creation.memberInfo.customFields, state: 'CONNECTED'
    }))
  })

  it('that is unknown is not found; another one cannot be acted as', async () => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    expect(told(await guest.call('GET', '/members/nobody'))).toEqual([404, 'chat.error.not.found'])
    expect(told(await guest.call('POST', '/members/nobody/typing'))).toEqual([404, 'chat.error.not.found'])
    expect(told(await guest.call('POST', `/members/${memberId}/messages`, { body: 'x' }))).toEqual([403, 'not.authorized'])
    expect(told(await guest.call('DELETE', `/members/${memberId}`))).toEqual([403, 'not.authorized'])
  })

  it('leaves: 204, both leave, the stream closes, and nothing more is taken', async () => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    for (let count = 0; count < 5; count += 1) await guest.stream.next()
    const left = await guest.call('DELETE', `/members/${guest.memberId}`)
    expect([left.status, left.text]).toEqual([204, ''])
    const frames = [await guest.stream.next(), await guest.stream.next(), await guest.stream.next(), await guest.stream.next()]
    expect(frames.map(({ eventBody }) => [eventBody?.['bodyType'], eventBody?.['sender'] ?? eventBody?.['member']])).toEqual([
      ['member-leave', { id: guest.memberId }],
      [undefined, { id: guest.memberId, state: 'DISCONNECTED' }],
      ['member-leave', { id: memberId }],
      [undefined, { id: memberId, state: 'DISCONNECTED' }]
    ])
    expect(await guest.stream.closed).toEqual({ code: 1001, reason: 'The conversation is ended' })
    for (const [method, path] of [['POST', '/messages'], ['POST', '/typing'], ['DELETE', '']] as const) {
      expect(told(await guest.call(method, `/members/${guest.memberId}${path}`, path === '/messages' ? { body: 'x' } : undefined))).toEqual([400, 'chat.error.conversation.state'])
    }
    expect((await guest.call('GET', `/members/${guest.memberId}`)).body['state']).toBe('DISCONNECTED')
    expect((await guest.call('GET', '/messages')).status).toBe(200)
  })

  it('may leave before its stream was attached', async () => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    expect((await guest.call('DELETE', `/members/${guest.memberId}`)).status).toBe(204)
    expect(sandbox.control.conversation(guest.id).phase).toBe('ended')
  })
})

describe('the rest', () => {
  it('lists no media requests and finds none', async () => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    expect((await guest.call('GET', '/mediarequests')).text).toBe('{"entities":[]}')
    expect(told(await guest.call('GET', '/mediarequests/x'))).toEqual([404, 'chat.error.not.found'])
    expect(told(await guest.call('PATCH', '/mediarequests/x', { types: ['COBROWSE'], state: 'ACCEPTED' }))).toEqual([404, 'chat.error.not.found'])
    expect(told(await guest.call('GET', '/messages/x'))).toEqual([404, 'chat.error.not.found'])
    expect(told(await guest.call('PUT', '/nothing'))).toEqual([404, 'not.found'])
  })

  it('answers a preflight from anywhere', async () => {
    const sandbox = await sandboxed()
    const { status, headers } = await call(`${sandbox.url}${base}/x/members`, 'OPTIONS', undefined, {
      origin: 'https://www.example.com', 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,content-type,accept'
    })
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')])
      .toEqual([204, '*', 'GET, POST, PATCH, DELETE', 'authorization, content-type, accept'])
  })

  it('lets other origins read its errors too', async () => {
    const sandbox = await sandboxed()
    const { headers } = await call(`${sandbox.url}${base}/x/members`, 'GET', undefined, { origin: 'https://www.example.com' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })
})
