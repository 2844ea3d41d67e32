/** A whole chat over the wire, frame by frame. */
import { call, base, createGuest, creation, sandboxed, uuid, waitingGuest } from '../kit/guest.js'
import { openStream } from '../kit/stream.js'
import { testClock } from '../kit/testClock.js'

const shape = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')

describe('create', () => {
  it('answers 200 with a stub member and a stream at the host asked', async () => {
    const sandbox = await sandboxed()
    const { status, body, headers, text } = await call(`${sandbox.url}${base}`, 'POST', creation)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['id', 'jwt', 'eventStreamUri', 'member'])
    expect(body.id).toMatch(uuid)
    expect(body['eventStreamUri']).toBe(`${sandbox.url.replace('http', 'ws')}/chat/jwt/${String(body['jwt'])}`)
    expect(Object.keys(JSON.parse(text).member)).toEqual(['id'])
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('inin-correlation-id')).toMatch(uuid)
    expect(headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate')
  })

  it('mints a token with the captured claims', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await createGuest(sandbox)
    const [header, claims] = guest.jwt.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
    expect(header).toEqual({ alg: 'RS256', kid: expect.stringMatching(uuid), typ: 'JWT' })
    const iat = clock.now() / 1000
    expect(JSON.stringify(claims)).toBe(JSON.stringify({
      data: { conv: guest.id, did: creation.deploymentId, sub: guest.memberId }, exp: iat + 75_600, iat, iss: 'urn:purecloud:webchat', org: creation.organizationId
    }))
  })
})

describe('a chat', () => {
  it('starts in order: heartbeat, customer, queue', async () => {
    const sandbox = await sandboxed({ clock: testClock() })
    const guest = await createGuest(sandbox)
    const stream = await openStream(guest.eventStreamUri)
    const texts = await stream.take(5)
    const queue = sandbox.control.conversation(guest.id).members[1]?.id
    const at = '2025-01-01T12:00:00.000Z'
    const members = `"topicName":"v2.conversations.chats.<id>.members","version":"2","eventBody":{"conversation":{"id":"<id>"},"member":{"id":"<id>","state":"CONNECTED"},"timestamp":"${at}"},"metadata":{"CorrelationId":"<id>","type":"member-change"}`
    const join = `"topicName":"v2.conversations.chats.<id>.messages","version":"2","eventBody":{"id":"<id>","conversation":{"id":"<id>"},"sender":{"id":"<id>"},"body":"","bodyType":"member-join","timestamp":"${at}"},"metadata":{"CorrelationId":"<id>","type":"message"}`
    expect(texts[0]).toBe('{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}')
    expect(texts.slice(1, 3).map(shape)).toEqual([`{${members}}`, `{${join}}`])
    expect(JSON.parse(texts[1] ?? '').eventBody.member.id).toBe(guest.memberId)
    expect(JSON.parse(texts[3] ?? '').eventBody.member.id).toBe(queue)
  })

  it('carries words both ways, with the same id in reply and echo', async () => {
    const sandbox = await sandboxed({ clock: testClock() })
    const guest = await waitingGuest(sandbox)
    const reply = await guest.say('It is on page 2.')
    expect(reply.status).toBe(200)
    expect(shape(reply.text)).toBe(shape(JSON.stringify({
      id: guest.id, conversation: { id: guest.id, selfUri: `/api/v2/conversations/${guest.id}` }, sender: { id: guest.memberId }, body: 'It is on page 2.', bodyType: 'standard',
      timestamp: '2025-01-01T12:00:00.000Z', selfUri: `${base}/${guest.id}/messages/${guest.id}`
    })))
    const echo = await guest.stream.next()
    expect(echo.eventBody).toEqual({
      id: reply.body.id, conversation: { id: guest.id }, sender: { id: guest.memberId }, body: 'It is on page 2.', bodyType: 'standard', timestamp: '2025-01-01T12:00:00.000Z'
    })
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent One', avatar: 'https://www.example.com/a.png' })
    sandbox.control.typing(guest.id, memberId)
    sandbox.control.sendMessage(guest.id, memberId, 'Hello')
    const seen: unknown[] = []
    for (let count = 0; count < 7; count += 1) {
      const { metadata, eventBody } = await guest.stream.next()
      seen.push([metadata?.type, eventBody?.['bodyType'] ?? eventBody?.['member'] ?? eventBody?.['sender']])
    }
    const acd = sandbox.control.conversation(guest.id).members[1]?.id
    expect(seen).toEqual([
      ['member-change', { id: memberId, state: 'ALERTING' }],
      ['member-change', { id: memberId, state: 'CONNECTED' }],
      ['message', 'member-join'],
      ['message', 'member-leave'],
      ['member-change', { id: acd, state: 'DISCONNECTED' }],
      ['typing-indicator', { id: memberId }],
      ['message', 'standard']
    ])
    const member = await guest.call('GET', `/members/${memberId}`)
    expect(member.text).toBe(JSON.stringify({
      id: memberId, displayName: 'Agent One', avatarImageUrl: 'https://www.example.com/a.png', role: 'AGENT', joinDate: '2025-01-01T12:00:00.000Z', authenticatedGuest: false, customFields: {}, state: 'CONNECTED'
    }))
  })
})
