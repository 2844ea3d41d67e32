/** The control over HTTP: the same operations, decoded, with clear refusals. */
import { WebSocket } from 'ws'
import { call, createGuest, sandboxed, waitingGuest } from './kit/guest.js'

const set = async () => {
  const sandbox = await sandboxed()
  const guest = await waitingGuest(sandbox)
  const at = `${sandbox.url}/sandbox`
  const chat = `${at}/conversations/${guest.id}`
  return { sandbox, guest, at, chat, control: (method: string, url: string, body?: unknown, headers?: Record<string, string>) => call(url, method, body, headers) }
}

describe('an agent', () => {
  it('joins, types, speaks, is repeated, transfers, leaves and ends', async () => {
    const { sandbox, guest, chat, control } = await set()
    const added = await control('POST', `${chat}/agents`, { name: 'Agent One', avatar: 'https://www.example.com/a.png' })
    const one = String(added.body['memberId'])
    expect(added.status).toBe(201)
    expect((await control('POST', `${chat}/agents/${one}/typing`)).status).toBe(204)
    const message = await control('POST', `${chat}/agents/${one}/messages`, { body: 'Hello' })
    await control('POST', `${chat}/agents/${one}/messages`, { body: 'A notice', notice: true })
    expect((await control('POST', `${chat}/agents/${one}/repeat`)).status).toBe(204)
    const two = String((await control('POST', `${chat}/agents/${one}/transfer`, { name: 'Agent Two' })).body['memberId'])
    expect((await control('DELETE', `${chat}/agents/${two}`)).status).toBe(204)
    const { members, messages, phase } = sandbox.control.conversation(guest.id)
    expect(phase).toBe('waiting')
    expect(members.map(({ name, state }) => [name, state])).toEqual([
      ['Sample Guest', 'connected'], ['Sample Support Queue', 'disconnected'], ['Agent One', 'disconnected'], ['Agent Two', 'disconnected'], ['Sample Support Queue', 'connected']
    ])
    expect(messages.filter(({ memberId }) => memberId === one).map(({ kind, text }) => [kind, text])).toEqual([['join', ''], ['text', 'Hello'], ['notice', 'A notice'], ['leave', '']])
    expect(messages.some(({ id }) => id === message.body['messageId'])).toBe(true)
    expect((await control('POST', `${chat}/end`)).status).toBe(204)
    expect((await control('GET', chat)).body).toMatchObject({ phase: 'ended', customer: { name: 'Sample Guest', data: { subject: 'Invoice question' } } })
  })

  it('transfers in the recorded order', async () => {
    const { sandbox, guest } = await set()
    const { memberId: one } = sandbox.control.addAgent(guest.id, { name: 'One' })
    await guest.stream.take(5)
    const { memberId: two } = sandbox.control.transfer(guest.id, one, { name: 'Two' })
    const seen: unknown[] = []
    for (let count = 0; count < 5; count += 1) {
      const { eventBody } = await guest.stream.next()
      seen.push(eventBody?.['member'] ?? [Object(eventBody?.['sender']).id, eventBody?.['bodyType']])
    }
    expect(seen).toEqual([{ id: two, state: 'ALERTING' }, [one, 'member-leave'], { id: one, state: 'DISCONNECTED' }, { id: two, state: 'CONNECTED' }, [two, 'member-join']])
  })

  it('may be offered the chat, and take it or not', async () => {
    const { sandbox, guest, chat, control } = await set()
    const offer = async (): Promise<string> => String((await control('POST', `${chat}/agents`, { name: 'A', alerting: true })).body['memberId'])
    const [no, yes] = [await offer(), await offer()]
    expect((await control('POST', `${chat}/agents/${no}/messages`, { body: 'x' })).body).toMatchObject({ error: 'WrongState' })
    expect((await control('POST', `${chat}/agents/${no}/decline`)).status).toBe(204)
    expect((await control('POST', `${chat}/agents/${yes}/connect`)).status).toBe(204)
    expect((await control('POST', `${chat}/agents/${yes}/decline`)).status).toBe(409)
    const { members } = sandbox.control.conversation(guest.id)
    expect(members.slice(2).map(({ state, joinedAt }) => [state, joinedAt !== undefined])).toEqual([['disconnected', false], ['connected', true]])
  })

  it('ends the chat in the recorded order', async () => {
    const { sandbox, guest } = await set()
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'One' })
    await guest.stream.take(5)
    sandbox.control.end(guest.id)
    const seen = [await guest.stream.next(), await guest.stream.next(), await guest.stream.next()].map(({ eventBody }) => eventBody?.['member'] ?? eventBody?.['bodyType'])
    expect(seen).toEqual(['member-leave', { id: memberId, state: 'DISCONNECTED' }, { id: guest.memberId, state: 'DISCONNECTED' }])
    expect(await guest.stream.closed).toEqual({ code: 1001, reason: 'The conversation is ended' })
  })

  it('and the bot may speak', async () => {
    const { sandbox, guest, chat, control } = await set()
    const { body } = await control('POST', `${chat}/bot`, { body: 'I am a bot', name: 'Flow' })
    expect((await control('POST', `${chat}/bot`, { body: 'Bye', notice: true, leave: true })).body).toEqual(body)
    expect((await guest.call('GET', `/members/${String(body['memberId'])}`)).body).toMatchObject({ displayName: 'Flow', role: 'WORKFLOW', state: 'DISCONNECTED' })
    expect(sandbox.control.conversation(guest.id).messages.slice(-3).map(({ kind }) => kind)).toEqual(['text', 'notice', 'leave'])
  })
})

describe('the control refuses', () => {
  it.each([
    ['{}', 'name', 'nothing', 'a text that is not empty'],
    ['{"name":7}', 'name', '7', 'a text that is not empty'],
    ['{"name":"x","nick":"y"}', 'nick', '"y"', 'none but name, avatar, alerting'],
    ['[]', 'body', 'an array', 'an object']
  ])('%s', async (body, field, found, expected) => {
    const { chat, control } = await set()
    const answer = await control('POST', `${chat}/agents`, body)
    expect([answer.status, answer.body]).toEqual([400, { error: 'Invalid', message: `${field}: found ${found}, expected ${expected}`, field, found, expected }])
  })

  it.each([
    ['{"kind":"earthquake"}', 'kind'], ['null', 'body'], ['{"kind":"status"}', 'status'], ['{"kind":"status","status":200}', 'status'], ['{"kind":"slow","delay":0}', 'delay'],
    ['{"kind":"poison","what":["tea"]}', 'what[0]'], ['{"kind":"drop","duration":3}', 'duration'], ['{"kind":"duplicate","count":1.5}', 'count'], ['{"kind":"silence","duration":"long"}', 'duration']
  ])('the fault %s', async (body, field) => {
    const { at, control } = await set()
    const answer = await control('POST', `${at}/faults`, body)
    expect([answer.status, answer.body['field']]).toEqual([400, field])
  })

  it('what does not exist, what has ended, and what is not possible', async () => {
    const { sandbox, guest, at, chat, control } = await set()
    const told = async (method: string, url: string, body?: unknown) => {
      const answer = await control(method, url, body)
      return [answer.status, answer.body['error']]
    }
    expect(await told('GET', `${at}/conversations/none`)).toEqual([404, 'UnknownConversation'])
    expect(await told('POST', `${at}/conversations/none/agents`, { name: 'x' })).toEqual([404, 'UnknownConversation'])
    expect(await told('POST', `${chat}/agents/none/typing`)).toEqual([404, 'UnknownMember'])
    expect(await told('DELETE', `${at}/faults/none`)).toEqual([404, 'UnknownFault'])
    expect(await told('GET', `${at}/nothing`)).toEqual([404, 'NotFound'])
    expect(await told('POST', `${chat}/end`, '{"broken')).toEqual([400, 'BadRequest'])
    expect(await told('POST', `${chat}/agents/${guest.memberId}/messages`, { body: 'x' })).toEqual([409, 'NotAnAgent'])
    const early = await createGuest(sandbox)
    expect(await told('POST', `${at}/conversations/${early.id}/agents`, { name: 'x' })).toEqual([409, 'WrongState'])
    sandbox.control.end(guest.id)
    expect(await told('POST', `${chat}/agents`, { name: 'x' })).toEqual([409, 'Ended'])
    expect(await told('POST', `${chat}/end`)).toEqual([409, 'Ended'])
  })

  it('pages of other sites, over HTTP and the desk\'s socket', async () => {
    const { sandbox, at, control } = await set()
    expect((await control('POST', `${at}/reset`, undefined, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await control('GET', `${at}/conversations`, undefined, { origin: 'null' })).status).toBe(403)
    expect((await control('GET', `${at}/health`, undefined, { origin: sandbox.url })).body).toEqual({ status: 'ok' })
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/desk`, { origin: 'https://evil.example' })
    const status = await new Promise((resolve) => socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)))
    socket.on('error', () => undefined)
    socket.terminate()
    expect(status).toBe(403)
  })
})

describe('over HTTP', () => {
  it('faults are ordered, listed and cleared, and all is reset', async () => {
    const { sandbox, at, guest, control } = await set()
    const { body } = await control('POST', `${at}/faults`, { kind: 'duplicate' })
    expect((await control('GET', `${at}/faults`)).body['faults']).toEqual([{ id: body['faultId'], fault: { kind: 'duplicate', count: 1 }, since: expect.any(Number), left: 1 }])
    expect((await control('DELETE', `${at}/faults/${String(body['faultId'])}`)).status).toBe(204)
    await control('POST', `${at}/faults`, { kind: 'reorder' })
    expect((await control('DELETE', `${at}/faults`)).status).toBe(204)
    expect(sandbox.control.faults()).toEqual([])
    expect((await control('GET', `${at}/conversations`)).body['conversations']).toEqual(JSON.parse(JSON.stringify(sandbox.control.conversations())))
    expect((await control('POST', `${at}/reset`)).status).toBe(204)
    expect((await guest.stream.closed).code).toBe(1001)
    expect(sandbox.control.conversations()).toEqual([])
  })
})

describe('memory', () => {
  it('keeps as many ended conversations as allowed', async () => {
    const sandbox = await sandboxed({ keepEnded: 2 })
    const ids: string[] = []
    for (let count = 0; count < 4; count += 1) {
      const guest = await createGuest(sandbox)
      ids.push(guest.id)
      sandbox.control.end(guest.id)
    }
    expect(sandbox.control.conversations().map(({ id }) => id)).toEqual(ids.slice(2))
  })
})
