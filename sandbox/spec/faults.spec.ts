/** Every fault, as a widget feels it. */
import { base, call, createGuest, creation, sandboxed, waitingGuest } from './kit/guest.js'
import { openStream } from './kit/stream.js'
import { testClock } from './kit/testClock.js'

const bodies = (frames: ReadonlyArray<string>): ReadonlyArray<unknown> => frames.map((text) => JSON.parse(text).eventBody.body)

const withAgent = async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock })
  const guest = await waitingGuest(sandbox)
  const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
  await guest.stream.take(5)
  return { clock, sandbox, guest, say: (text: string) => sandbox.control.sendMessage(guest.id, memberId, text) }
}

describe('drop', () => {
  it('cuts the stream off, of the chosen conversation only', async () => {
    const { sandbox, guest, say } = await withAgent()
    const other = await waitingGuest(sandbox)
    sandbox.control.fault({ kind: 'drop', conversationId: other.id })
    expect((await other.stream.closed).code).toBe(1006)
    say('still here')
    expect(bodies(await guest.stream.take(1))).toEqual(['still here'])
    expect(sandbox.control.faults()).toEqual([])
  })

  it('closes politely with a code', async () => {
    const { sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'drop', code: 4000 })
    expect((await guest.stream.closed).code).toBe(4000)
  })
})

describe('silence', () => {
  it('loses what is sent meanwhile, heartbeats too, and speaks again after its time', async () => {
    const { clock, sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'silence', duration: 20_000 })
    say('lost')
    clock.advance(19_999)
    clock.advance(1)
    say('heard')
    expect((await guest.stream.next()).eventBody?.['body']).toBe('heard')
    expect((await guest.call('GET', '/messages')).text).toContain('lost')
  })

  it('does not touch a stream that is opened later', async () => {
    const { sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'silence' })
    const fresh = await openStream(guest.eventStreamUri)
    say('heard')
    expect((await fresh.next()).eventBody?.['body']).toBe('heard')
    expect(guest.stream.texts.some((text) => text.includes('heard'))).toBe(false)
  })

  it('holds the close back until it ends', async () => {
    const { clock, sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'silence', duration: 5_000 })
    sandbox.control.end(guest.id)
    clock.advance(5_000)
    expect((await guest.stream.closed).code).toBe(1001)
  })
})

describe('refuse', () => {
  it('rejects new streams for its time', async () => {
    const { clock, sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'refuse', duration: 1_000 })
    await expect(openStream(guest.eventStreamUri)).rejects.toThrow('503')
    expect((await guest.say('requests still pass')).status).toBe(200)
    clock.advance(1_000)
    expect((await openStream(guest.eventStreamUri)).socket.readyState).toBe(1)
  })

  it('with http cuts requests off too', async () => {
    const { sandbox, guest } = await withAgent()
    const { faultId } = sandbox.control.fault({ kind: 'refuse', http: true })
    await expect(guest.say('x')).rejects.toThrow()
    sandbox.control.clearFaults(faultId)
    expect((await guest.say('x')).status).toBe(200)
  })
})

describe('poison', () => {
  it('sends every malformed frame, and the stream goes on', async () => {
    const { sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'poison' })
    const texts = await guest.stream.take(6)
    say('after')
    expect(texts.slice(0, 3)).toEqual(['{"topicName":', 'null', '[]'])
    expect(JSON.parse(texts[3] ?? '').metadata.type).toBe('unheard-of')
    expect(JSON.parse(texts[4] ?? '').eventBody.conversation.id).not.toBe(guest.id)
    expect(Object.keys(JSON.parse(texts[5] ?? '').eventBody)).toEqual(['id', 'bodyType'])
    expect(bodies(await guest.stream.take(1))).toEqual(['after'])
  })

  it('sends only what was asked for', async () => {
    const { sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'poison', what: ['null'] })
    expect(await guest.stream.take(1)).toEqual(['null'])
  })
})

describe('frames', () => {
  it('are sent twice, as many as asked', async () => {
    const { sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'duplicate', count: 2 })
    for (const text of ['one', 'two', 'three']) say(text)
    expect(bodies(await guest.stream.take(5))).toEqual(['one', 'one', 'two', 'two', 'three'])
  })

  it('are swapped in pairs', async () => {
    const { sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'reorder' })
    for (const text of ['one', 'two', 'three']) say(text)
    expect(bodies(await guest.stream.take(3))).toEqual(['two', 'one', 'three'])
  })

  it('that wait to be overtaken are not lost at the end', async () => {
    const { sandbox, guest, say } = await withAgent()
    sandbox.control.fault({ kind: 'reorder', count: 2 })
    for (const text of ['one', 'two']) say(text)
    sandbox.control.end(guest.id)
    await guest.stream.closed
    expect(guest.stream.texts.slice(-5).filter((text) => text.includes('DISCONNECTED')).length).toBe(2)
  })
})

describe('status', () => {
  it('answers the next requests that fit, with Retry-After', async () => {
    const { sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'status', status: 429, count: 2, path: '/messages', method: 'POST', retryAfter: 3 })
    expect((await guest.call('GET', '/messages')).status).toBe(200)
    for (let count = 0; count < 2; count += 1) {
      const { status, body, headers } = await guest.say('x')
      expect([status, body['code'], headers.get('retry-after'), body['contextId']]).toEqual([429, 'too.many.requests', '3', headers.get('inin-correlation-id')])
    }
    expect((await guest.say('x')).status).toBe(200)
  })

  it.each([
    [400, undefined, 'bad.request'], [401, undefined, 'authentication.required'], [403, undefined, 'not.authorized'], [404, undefined, 'not.found'],
    [408, undefined, 'client.timeout'], [409, undefined, 'request.conflict'], [413, undefined, 'request.entity.too.large'], [500, undefined, 'internal.server.error'],
    [502, undefined, 'internal.server.error'], [418, undefined, 'bad.request'], [503, undefined, 'chat.error.service.unavailable'], [504, undefined, 'chat.error.service.timeout'],
    [400, 'chat.error.member.state', 'chat.error.member.state'], [500, 'caht.error', 'caht.error']
  ])('%s with code %s', async (status, code, expected) => {
    const sandbox = await sandboxed()
    sandbox.control.fault({ kind: 'status', status, ...(code === undefined ? {} : { code }) })
    const answer = await call(`${sandbox.url}${base}`, 'POST', creation)
    expect([answer.status, answer.body['code'], answer.body['status']]).toEqual([status, expected, status])
  })
})

describe('slow', () => {
  it('holds requests back', async () => {
    const { clock, sandbox, guest } = await withAgent()
    sandbox.control.fault({ kind: 'slow', delay: 9_000, count: 1 })
    const before = clock.pending()
    const answer = guest.say('patience')
    while (clock.pending() === before) await new Promise((resolve) => setImmediate(resolve))
    expect(sandbox.control.conversation(guest.id).messages.some(({ text }) => text === 'patience')).toBe(false)
    clock.advance(9_000)
    expect((await answer).status).toBe(200)
    expect((await guest.say('quick')).status).toBe(200)
  })
})

describe('a fault', () => {
  it('is listed while in force and cleared by id or altogether', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await createGuest(sandbox)
    const { faultId } = sandbox.control.fault({ kind: 'refuse', conversationId: guest.id })
    sandbox.control.fault({ kind: 'duplicate', count: 3 })
    expect(sandbox.control.faults()).toEqual([
      { id: faultId, fault: { kind: 'refuse', conversationId: guest.id, duration: 10_000, http: false }, since: clock.now(), until: clock.now() + 10_000 },
      { id: expect.any(String), fault: { kind: 'duplicate', count: 3 }, since: clock.now(), left: 3 }
    ])
    sandbox.control.clearFaults(faultId)
    expect(sandbox.control.faults().length).toBe(1)
    sandbox.control.clearFaults()
    expect(sandbox.control.faults()).toEqual([])
    expect(() => sandbox.control.clearFaults(faultId)).toThrow('no fault')
    expect(() => sandbox.control.fault({ kind: 'drop', conversationId: 'nothing' })).toThrow('no conversation nothing')
  })
})
