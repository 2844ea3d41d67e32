/**
 * What the customer says: one after the other, nothing lost, nothing twice. Custom attributes go with it: once, again
 * after a failure, and not again when they are what failed. In virtual time.
 */
import { attached, carrying, departed, gone, refused } from '../../../../adapters/transports/webMessaging/carried'
import { event, scene } from './scene'
import type { FakeSocket, Scene, Sent } from './scene'

/** What the service does with a text: refuses it with a code, goes away with or without keeping it, or is silent. */
type Deed = { readonly code?: number; readonly retryAfter?: number; readonly text?: string } | 'drop' | 'keepAndDrop' | 'silence'

/** Deeds by text, each done once, in turn. */
const doing = (world: Scene, deeds: Record<string, ReadonlyArray<Deed>>): void => {
  const tries: Record<string, number> = {}
  world.script = ({ action, message, tracingId }: Sent, socket: FakeSocket) => {
    const name = message?.text ?? message?.type ?? 'file'
    if (action !== 'onMessage') return false
    const deed = deeds[name]?.[(tries[name] = (tries[name] ?? -1) + 1)]
    if (deed === undefined) return false
    if (deed === 'silence') return true
    if (deed === 'keepAndDrop') world.log.push({ ...message, id: `kept ${name}`, direction: 'Inbound', channel: { messageId: `K ${name}` } })
    if (typeof deed === 'string') socket.close()
    else if (deed.retryAfter) socket.says('TooManyRequestsErrorMessage', { errorCode: 4029, retryAfter: deed.retryAfter }, { code: 429, tracingId })
    else socket.says('string', deed.text ?? '', { code: deed.code })
    return true
  }
}

const started = async (deeds: Record<string, ReadonlyArray<Deed>> = {}, userData: Record<string, unknown> = {}, transport: Record<string, unknown> = {}): Promise<Scene> => {
  const world = scene(transport)
  doing(world, deeds)
  world.run({ type: 'start', form: { displayName: 'Ana', more: {} }, userData, interactionData: {}, options: {} })
  await world.pass(1)
  return world
}

const attributesOf = ({ sent }: Scene): ReadonlyArray<unknown> => sent('onMessage').map(({ message }) => message?.channel?.metadata?.customAttributes)

/** `own`: the metadata that went out. */
interface Found {
  readonly text: string
  readonly direction?: string
  readonly metadata?: 'own' | { readonly id: string }
}

describe('the line', () => {
  it('sends one after the other, each when the one before is answered', async () => {
    const world = await started({ a: ['silence'] })
    const [a, b] = [world.say('a'), world.say('b')]
    await world.pass(10)
    expect(world.spoken()).toEqual(['a'])
    const { tracingId, message } = world.sent('onMessage')[0] ?? {}
    world.socket().says('StructuredMessage', { ...message, id: '1', direction: 'Inbound' }, { tracingId })
    await world.pass(10)
    expect([a, b, world.spoken()]).toEqual([['ok'], ['ok'], ['a', 'b']])
  })

  it('waits as long as it is told to, sends again, and lets nothing overtake', async () => {
    const world = await started({ a: [{ retryAfter: 7 }] })
    const [a, b] = [world.say('a'), world.say('b')]
    await world.pass(7_100)
    expect([a, b]).toEqual([['.', 'ok'], ['.', 'ok']])
    expect(world.sent('onMessage').map(({ at, message }) => [at, message?.text])).toEqual([[1, 'a'], [7_001, 'a'], [7_001, 'b']])
  })

  it('keeps within four in a little more than a second: a fifth may be the sign that the customer types', async () => {
    const world = await started()
    for (const name of 'abcdefg') world.say(name)
    await world.pass(3_000)
    expect(world.sent('onMessage').map(({ at }) => at)).toEqual([1, 1, 1, 1, 1_101, 1_101, 1_101])
  })

  it.each([
    ['its text', { text: 'b' } as Found, ['a', 'a', 'b']],
    ['its id', { text: 'other', metadata: 'own' }, ['a', 'a', 'b']],
    ['the text, but not the id', { text: 'b', metadata: { id: 'x' } }, ['a', 'a', 'b', 'b']],
    ['the text, but from the other side', { text: 'b', direction: 'Outbound' }, ['a', 'a', 'b', 'b']]
  ])('what was lost on its way is sent again, unless it arrived: the history has %s', async (_, given, expected) => {
    const world = await started({ a: ['drop'], b: ['drop'] })
    const [a, b] = [world.say('a'), world.say('b')]
    await world.pass(900)
    const own = world.sent('onMessage').find(({ message }) => message?.text === 'b')?.message?.metadata
    world.log.push({ id: 'x', type: 'Text', direction: 'Inbound', ...given, metadata: given.metadata === 'own' ? own : given.metadata })
    await world.pass(5_000)
    expect([a.at(-1), b.at(-1), world.spoken()]).toEqual(['ok', 'ok', expected])
  })

  it('what waits for its turn when the connection goes is sent once', async () => {
    const world = await started()
    const answers = ['a', 'b', 'c', 'd', 'e'].map(world.say)
    await world.pass(500)
    world.socket().close()
    await world.pass(5_000)
    expect(world.spoken()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(answers.every((steps) => steps.at(-1) === 'ok')).toBe(true)
  })

  it('what is never answered is looked for, said once more, and then nobody knows', async () => {
    const world = await started({ a: ['silence', 'silence'] })
    const a = world.say('a')
    await world.pass(25_000)
    expect([a.at(-1), world.spoken()]).toEqual(['timeout', ['a', 'a']])
  })

  it('what is said while there is no connection waits for it', async () => {
    const world = await started()
    world.socket().close()
    const a = world.say('a')
    await world.pass(400)
    expect([a, world.spoken()]).toEqual([[], []])
    await world.pass(400)
    expect([a, world.spoken()]).toEqual([['ok'], ['a']])
  })

  it('leaves out what nobody waits for any more, and what is refused is refused once', async () => {
    const world = await started({ a: ['silence'] })
    const a = world.say('a')
    world.transport.call({ type: 'sendMessage', text: 'b', options: {} }).subscribe().unsubscribe()
    const c = world.say('c')
    await world.pass(10)
    world.socket().says('string', '', { code: 4011 })
    await world.pass(10)
    expect([a, c, world.spoken()]).toEqual([['messageLength'], ['ok'], ['a', 'c']])
  })

  it('what is taken back while it waits for its turn is not sent, and what waits behind it is', async () => {
    const world = await started()
    for (const name of 'abcd') world.say(name)
    const taken = world.transport.call({ type: 'sendMessage', text: 'e', options: {} }).subscribe()
    const f = world.say('f')
    await world.pass(500)
    taken.unsubscribe()
    await world.pass(2_000)
    expect([world.spoken(), f]).toEqual([['a', 'b', 'c', 'd', 'f'], ['ok']])
  })

  it.each([['with', true], ['without', false]])('a service that takes no sign-in, and refuses %s a tracing id, is not asked for ever', async (_, isTraced) => {
    const world = await started()
    world.script = ({ action, tracingId }, { says }) => {
      if (action === 'onMessage') says('string', 'No.', { code: 401, tracingId: isTraced ? tracingId : undefined })
      return action === 'onMessage'
    }
    const a = world.say('a')
    await world.pass(60_000)
    expect(a.at(-1)).toBe('unauthorized')
    expect(world.spoken()).toEqual(['a', 'a', 'a', 'a'])
  })

  it('a service that takes nothing after any sign-in ends the chat, and tells that the gap since the drop stays open', async () => {
    const world = await started()
    world.script = ({ action, tracingId }, { says }) => {
      if (action === 'getJwt') says('string', 'No.', { code: 401, tracingId })
      return action === 'getJwt'
    }
    world.socket().close()
    await world.pass(600_000)
    expect(world.told.filter((line) => /Ended|Failed/.test(line)).map((line) => line.replace(/^\d+ /, ''))).toEqual(['Failed HistoryFailed', 'Failed webmessaging-401', 'Ended'])
    expect(world.sent('configureSession').length).toBeLessThan(20)
  })

  it('text goes out as it was typed', async () => {
    const world = await started()
    world.say('  a\n    b ')
    await world.pass(10)
    expect(world.spoken()).toEqual(['  a\n    b '])
  })
})

describe('attributes go with what is said', () => {
  const userData = { a: 1 }

  it('once', async () => {
    const world = await started({}, userData)
    for (const text of ['a', 'b']) world.say(text)
    expect(world.run({ type: 'updateUserData', userData: { b: 2 } })).toEqual(['ok'])
    for (const text of ['c', 'd']) world.say(text)
    await world.pass(5_000)
    expect(attributesOf(world)).toEqual([{ a: '1' }, { b: '2' }, undefined, undefined])
  })

  it('again after a failure, the newer over the older', async () => {
    const world = await started({ a: [{ code: 4011 }] }, userData)
    world.say('a')
    await world.pass(10)
    world.run({ type: 'updateUserData', userData: { a: 2, b: 3 } })
    world.say('b')
    await world.pass(10)
    expect(attributesOf(world)).toEqual([{ a: '1' }, { a: '2', b: '3' }])
  })

  it.each([
    ['a rate that was used up', [{ code: 429 }, { code: 429 }, { code: 429 }], 'tooManyRequests'],
    ['a text that was too long', [{ code: 4011 }], 'messageLength']
  ] as ReadonlyArray<readonly [string, ReadonlyArray<Deed>, string]>)('each exactly once, with and without an announcement, after %s', async (_, deeds, reason) => {
    for (const autoStart of [false, true]) {
      const taken: unknown[] = []
      const world = await started(autoStart ? { Event: deeds } : { a: deeds }, userData, { autoStart })
      world.run({ type: 'updateUserData', userData: { b: 2 } })
      const answers = [world.say('a'), world.say('b')]
      await world.pass(10_000)
      expect(answers.map((steps) => steps.filter((step) => step !== '.'))).toEqual([autoStart ? ['ok'] : [reason], ['ok']])
      // What came back was taken: nothing of what was refused did.
      for (const { message } of world.sent('onMessage')) if (message?.text === (autoStart ? 'a' : 'b')) taken.push(message.channel?.metadata?.customAttributes)
      expect(taken).toEqual([{ a: '1', b: '2' }])
      expect(attributesOf(world).filter(Boolean)).toHaveLength(deeds.length + 1)
    }
  })

  it('not again when they were too much', async () => {
    const world = await started({ a: [{ code: 4013 }] }, userData)
    for (const text of ['a', 'b']) world.say(text)
    await world.pass(10)
    expect(attributesOf(world)).toEqual([{ a: '1' }, undefined])
  })

  it('with the announcement, and with the next message when that is refused', async () => {
    const world = await started({ Event: [{ code: 500 }] }, userData, { autoStart: true })
    world.say('a')
    await world.pass(10)
    expect(attributesOf(world)).toEqual([{ a: '1' }, { a: '1' }])
  })

  it('with the announcement once, also when the connection went before it came back', async () => {
    const world = scene({ autoStart: true })
    let isLost = false
    world.script = ({ message }, socket) => {
      if (isLost || message?.type !== 'Event') return false
      isLost = true
      world.log.push({ ...message, id: 'join', direction: 'Inbound', channel: { time: '2026-01-01T00:00:00.001Z' } })
      socket.close()
      return true
    }
    world.run({ type: 'start', form: { displayName: 'Ana', more: {} }, userData, interactionData: {}, options: {} })
    await world.pass(1)
    world.say('a')
    await world.pass(3_000)
    expect([world.spoken(), attributesOf(world)]).toEqual([['Event', 'a'], [{ a: '1' }, undefined]])
    expect(world.lines()).toEqual(['+Ana', 'a'])
  })

  it('once, also when the message was lost on its way, or its sign-in ended', async () => {
    const arrived = await started({ a: ['keepAndDrop'] }, userData)
    for (const text of ['a', 'b']) arrived.say(text)
    await arrived.pass(2_000)
    expect([arrived.spoken(), attributesOf(arrived)]).toEqual([['a', 'b'], [{ a: '1' }, undefined]])
    const lost = await started({ a: ['drop'] }, userData)
    for (const text of ['a', 'b']) lost.say(text)
    await lost.pass(2_000)
    expect([lost.spoken(), attributesOf(lost)]).toEqual([['a', 'a', 'b'], [{ a: '1' }, { a: '1' }, undefined]])
    const signedOut = await started({ a: [{ code: 401 }] }, userData)
    for (const text of ['a', 'b']) signedOut.say(text)
    await signedOut.pass(2_000)
    expect([signedOut.spoken(), attributesOf(signedOut)]).toEqual([['a', 'a', 'b'], [{ a: '1' }, { a: '1' }, undefined]])
  })

  it('each of them at last, whatever happens to the messages', () => {
    let carried = attached(carrying({ a: '1' }), { b: '2' })
    carried = departed(carried, 'one')
    carried = attached(carried, { b: '3' })
    carried = refused(carried, 'one')
    expect(carried).toEqual({ waiting: { a: '1', b: '3' }, sent: undefined })
    carried = departed(carried, 'two')
    // Given up without an answer: they go with the next one.
    carried = departed(attached(carried, { c: '4' }), 'three')
    expect(carried.sent).toEqual({ id: 'three', attributes: { a: '1', b: '3', c: '4' } })
    expect(gone(carried, 'two')).toBe(carried)
    expect(gone(carried, 'three')).toEqual({ waiting: {}, sent: undefined })
  })
})

describe('typing', () => {
  const types = (world: Scene): unknown => world.run({ type: 'sendTyping', typing: true, text: '' })
  const times = ({ sent }: Scene): ReadonlyArray<number> => sent('onMessage').filter(({ message }) => message?.type === 'Event').map(({ at }) => at)

  it('is told at most every five seconds, and only while there is a connection', async () => {
    const world = await started()
    let now = 1
    for (const at of [1, 1_000, 4_999, 5_001, 9_000, 12_000]) {
      await world.pass(at - now)
      now = at
      types(world)
    }
    await world.pass(8_000)
    world.socket().close()
    types(world)
    expect(times(world)).toEqual([1, 5_001, 12_000])
  })

  it('is told again at once after the own message came back', async () => {
    const world = await started()
    types(world)
    world.say('a')
    await world.pass(100)
    types(world)
    types(world)
    expect(times(world)).toEqual([1, 101])
  })

  it('its own echo is no news, nor is one that is off', async () => {
    const world = await started()
    types(world)
    await world.pass(10)
    expect(world.told.filter((line) => /Typing/.test(line))).toEqual([])
    world.agent('', { kept: false, body: event('Typing', 'On', { events: [{ eventType: 'Typing', typing: { type: 'On', durationMs: 5_000 } }] }) })
    expect(world.frames.at(-1)).toMatchObject({ _tag: 'Typing', from: { name: 'Sam' }, typing: true })
    world.script = (_, { says }) => {
      says('string', 'Turn on the Feature Toggle or fix the configuration.', { code: 403 })
      return true
    }
    await world.pass(6_000)
    types(world)
    await world.pass(6_000)
    types(world)
    expect(times(world)).toHaveLength(2)
    expect(world.told.filter((line) => /Failed/.test(line))).toEqual([])
  })
})

it('a feature that is off refuses its own caller, whatever the feature is', async () => {
  const world = await started()
  world.script = (_, { says }) => {
    says('string', 'Turn on the Feature Toggle or fix the configuration.', { code: 403 })
    return true
  }
  const a = world.say('a')
  await world.pass(100)
  expect(a).toEqual(['forbidden'])
})

describe('a file in trouble', () => {
  const media = { allowedMedia: { inbound: { fileTypes: [{ type: 'text/plain' }] } } }
  const sending = async (deed: Deed): Promise<readonly [Scene, ReadonlyArray<string>]> => {
    const world = scene({}, { upload: async () => 200 })
    let isDone = false
    world.script = (request, socket) => {
      const { action, tracingId, message } = request
      const body = { attachmentId: tracingId, url: 'https://up', headers: { a: 'b' } }
      if (action === 'configureSession') socket.says('SessionResponse', { connected: true, newSession: !world.isKnown, ...media })
      if (action === 'configureSession') world.isKnown = true
      if (action === 'onAttachment') {
        socket.says('PresignedUrlResponse', body, { tracingId })
        world.scheduler.schedule(() => socket.says('UploadSuccessEvent', { attachmentId: tracingId }), 50)
      }
      if (action !== 'onMessage' || message?.text !== undefined || isDone) return action === 'configureSession' || action === 'onAttachment'
      isDone = true
      if (deed === 'drop') socket.close()
      else if (typeof deed === 'object') socket.says('string', deed.text ?? '', { code: deed.code })
      return true
    }
    await world.start()
    const file = world.run({ type: 'sendFile', files: new File(['x'], 'a.txt', { type: 'text/plain;charset=utf-8' }) })
    await world.pass(40)
    await world.pass(11)
    const [a, b] = [world.say('a'), world.say('b')]
    await world.pass(3_000)
    return [world, [file.at(-1) ?? '', a.at(-1) ?? '', b.at(-1) ?? '']]
  }

  it.each([['a sign-in that ended', { code: 403, text: 'Session authentication failed' }], ['a drop', 'drop' as const]])('%s: the file once, what was typed meanwhile after it', async (_, deed) => {
    const [world, answers] = await sending(deed)
    expect(answers).toEqual(['ok', 'ok', 'ok'])
    const ids = world.sent('onAttachment').map(({ tracingId }) => tracingId)
    expect(ids).toHaveLength(1)
    expect(world.sent('onMessage').map(({ tracingId, message }) => message?.text ?? tracingId)).toEqual([ids[0], ids[0], 'a', 'b'])
    expect(world.log.map((body) => body['text'] ?? 'file')).toEqual(['file', 'a', 'b'])
  })

  it('a refusal of the file is its own caller\'s only', async () => {
    const [world, answers] = await sending({ code: 4001 })
    expect(answers).toEqual(['fileType', 'ok', 'ok'])
    expect(world.log.map((body) => body['text'])).toEqual(['a', 'b'])
  })
})
