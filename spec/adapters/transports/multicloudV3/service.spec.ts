/** Multicloud CX v3 through the service, in virtual time: what everybody is told, in which order, and what is asked. */
import { memoryStore } from '../../../../adapters/node'
import { begun, scene, TOKEN, tokenOf } from './scripted'

const right = (more: object = {}) => expect.objectContaining({ _tag: 'Right', ...more })
const session = { participantId: 'p1', sessionId: 's1', transportId: 't1', token: TOKEN }

it('a chat from its start to its end', async () => {
  const it = scene({ transport: { pollTimeout: 2_000 } })
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(0)
  expect(started.answer).toMatchObject({ _tag: 'Right', right: { status: 200, data: session } })
  it.happens('ParticipantJoined', 'Agent')
  it.happens('TypingStarted', 'Agent')
  await it.pass(2_000)
  it.says('Agent', 'Hello')
  await it.pass(3_000)
  const sent = it.command('sendMessage', { message: ' I would like a refund ' })
  await it.pass(3_000)
  expect(sent.answer).toEqual(right())
  it.happens('ParticipantLeft', 'Agent')
  await it.pass(3_000)
  const ended = it.command('endChat')
  await it.pass(5_000)
  expect(ended.answer).toEqual(right())
  expect(it.told()).toEqual([
    'started', 'pollingStarted', 'messageReceived ParticipantJoined', 'clientConnected',
    'messageReceived ParticipantJoined', 'agentConnected', 'agentTypingStarted',
    'agentTypingStopped', 'messageReceived Hello',
    'messageReceived  I would like a refund ',
    'messageReceived ParticipantLeft', 'agentDisconnected',
    'pollingStopped', 'clientDisconnected', 'ended'
  ])
  const asked = it.asked.length
  await it.pass(60_000)
  expect(it.asked.length).toBe(asked)
})

it('what each command sends', async () => {
  const it = scene({ config: { userData: { tier: 'gold' } }, transport: { stream: 'live', clientType: 'web-widget' } })
  it.command('startChat', { firstname: 'Jo', lastname: 'Day', email: 'jo@example.com', subject: 'Order 7', userData: { phone: '+1555' } })
  await it.pass(0)
  it.command('updateUserData', { order: { id: 7 } })
  it.command('sendCustomNotice', { message: 'seen' })
  it.command('sendTyping', { message: 'I wou' })
  await it.pass(10)
  it.command('sendMessage', { message: 'refund' })
  await it.pass(10)
  it.command('endChat')
  await it.pass(10)
  expect(it.asked.filter(({ method }) => method !== 'GET').map(({ method, path, fields, headers }) => [`${method} ${path}`, fields, headers['x-nexus-client-key']])).toEqual([
    [
      'POST ',
      [
        ['data[firstName]', 'Jo'], ['data[lastName]', 'Day'], ['data[nickname]', 'Jo Day'], ['data[endpoint]', 'web-chat'], ['data[userData][tier]', 'gold'],
        ['data[userData][phone]', '+1555'], ['data[userData][PhoneNumber]', '+1555'], ['data[clientType]', 'web-widget'], ['data[stream]', 'live'],
        ['data[email]', 'jo@example.com'], ['data[subject]', 'Order 7']
      ],
      undefined
    ],
    ['PUT /s1/userdata', [['data[order][id]', '7']], TOKEN],
    ['POST /s1/messages', [['data[type]', 'CustomNotice'], ['data[text]', 'seen']], TOKEN],
    ['POST /s1/messages', [['data[type]', 'TypingStarted'], ['data[text]', 'I wou']], TOKEN],
    ['POST /s1/messages', [['data[type]', 'TypingStopped'], ['data[text]', 'I wou']], TOKEN],
    ['POST /s1/messages', [['data[type]', 'Text'], ['data[text]', 'refund']], TOKEN],
    ['DELETE /s1/participants/p1', [], TOKEN]
  ])
})

it('polls from the latest index, 3 s apart', async () => {
  const it = await begun()
  await it.pass(9_000)
  const polls = it.asked.filter(({ method }) => method === 'GET')
  expect(polls.map(({ path, at }) => `${at} ${path}`)).toEqual(['0 /s1/messages', '1500 /s1/messages?index=1700000000000-0', '4500 /s1/messages?index=1700000000000-0', '7500 /s1/messages?index=1700000000000-0'])
})

describe('nothing is lost', () => {
  it('answers that are lost on their way come again, each once, in order', async () => {
    const it = await begun()
    it.says('Agent', 'one')
    it.says('Agent', 'two')
    let count = 0
    it.script = (_, serve) => {
      count += 1
      if (count > 2) return undefined
      serve()
      return 'refused'
    }
    await it.pass(1_600)
    it.says('Agent', 'three')
    await it.pass(20_000)
    expect(it.texts()).toEqual(['one', 'two', 'three'])
    expect(it.told().filter((name) => name.endsWith('connected') && !name.startsWith('agent') && !name.startsWith('client'))).toEqual(['disconnected', 'reconnected'])
  })

  it('a message whose answer is lost is found, and not sent again', async () => {
    const it = await begun()
    it.script = ({ method }, serve) => {
      if (method !== 'POST') return undefined
      serve()
      return 'refused'
    }
    const sent = it.command('sendMessage', { message: 'once' })
    await it.pass(30_000)
    expect([sent.answer, it.texts(), it.asked.filter(({ method, path }) => method === 'POST' && path !== '').length]).toEqual([right(), ['once'], 1])
  })

  it.each([
    ['missing', (index: unknown, place: number) => (place < 2 ? undefined : index)],
    ['repeated', (_: unknown, __: number, first: unknown) => first],
    ['no index at all', () => ({ not: 'an index' })]
  ])('indexes that are %s: each message once', async (_, bend) => {
    const it = await begun()
    await it.pass(10)
    it.happens('ParticipantJoined', 'Agent')
    for (const text of ['a', 'b', 'c']) {
      await it.pass(1)
      it.says('Agent', text)
    }
    let isBent = false
    it.script = ({ method }, serve) => {
      if (method !== 'GET' || isBent) return undefined
      isBent = true
      const served = serve() as { status: number; body: { data: { messages: Array<{ index?: unknown }> } } }
      const first = served.body.data.messages[0]?.index
      return { ...served, body: { data: { messages: served.body.data.messages.map((one, place) => ({ ...one, index: bend(one.index, place, first) })) } } }
    }
    await it.pass(10_000)
    expect([it.texts(), it.told().filter((name) => name === 'agentConnected').length]).toEqual([['a', 'b', 'c'], 1])
  })

  it('the tenth message of one ms comes after the ninth', async () => {
    const it = await begun()
    for (let count = 0; count < 12; count += 1) it.says('Agent', `n${count}`)
    it.script = (_, serve) => {
      const served = serve() as { status: number; body: { data: { messages: object[] } } }
      served.body.data.messages = [...served.body.data.messages].reverse()
      return served
    }
    await it.pass(3_000)
    expect(it.texts()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'n10', 'n11'])
  })
})

describe('the end', () => {
  it('by the server: its last words are told, then `ended`', async () => {
    const it = await begun()
    it.says('Agent', 'Goodbye')
    it.world.ended = true
    await it.pass(5_000)
    expect(it.told().slice(4)).toEqual(['messageReceived ParticipantJoined', 'agentConnected', 'messageReceived Goodbye', 'pollingStopped', 'clientDisconnected', 'ended'])
    expect(it.told().filter((name) => name === 'ended')).toEqual(['ended'])
    expect(it.texts()).toEqual(['Goodbye'])
    expect(it.store.get('_genesys.widgets.webchat.state.pureengage-v3-rest.session')).toBeUndefined()
    const again = it.command('startChat', { nickname: 'Jo' })
    it.world.ended = false
    await it.pass(10)
    expect(again.answer).toEqual(right())
  })

  it.each([
    [401, 'INVALID_SESSION'],
    [404, 'NOT_FOUND'],
    [401, 'AUTHENTICATION_REQUIRED'],
    [200, 'INVALID_SESSION']
  ])('%d %s: the session is lost', async (status, code) => {
    const it = await begun()
    it.script = () => ({ status, body: { status: { code, message: 'gone' } } })
    await it.pass(5_000)
    expect(it.told().slice(4).filter((name) => ['sessionLost', 'error', 'ended'].includes(name))).toEqual(['sessionLost', 'error', 'ended'])
    expect(it.events.find(({ _tag }) => _tag === 'error')?.data).toMatchObject({ errors: [{ code: `pureengage-v3-rest-${code}` }] })
    expect(it.store.get('_genesys.widgets.webchat.state.pureengage-v3-rest.keys')).toBeUndefined()
  })

  it.each([
    ['HTML', { status: 404, body: '<html>' }],
    ['nothing', { status: 200 }],
    ['a failure', { status: 500, body: { status: { code: 'INTERNAL' } } }],
    ['too many', { status: 429, body: { status: { code: 'TOO_MANY_REQUESTS' } } }]
  ])('%s proves nothing: the chat goes on when it has passed', async (_, answer) => {
    const it = await begun()
    it.script = () => answer
    await it.pass(20_000)
    it.script = () => undefined
    it.says('Agent', 'still there')
    await it.pass(40_000)
    expect([it.texts(), it.told().includes('ended')]).toEqual([['still there'], false])
  })
})

describe('start', () => {
  it.each([
    ['an unknown endpoint', { status: 400, body: { status: { code: 'INVALID_ENDPOINT', message: 'no' } } }, 'INVALID_ENDPOINT'],
    ['no token', { status: 200, body: { data: {} } }, 'malformed'],
    ['a token that is none', { status: 200, body: { data: { clientToken: 'a.b.c' } } }, 'malformed'],
    ['a token without claims', { status: 200, body: { clientToken: tokenOf({ sessionId: 's1' }) } }, 'malformed'],
    ['HTML', { status: 200, body: '<html>' }, 'malformed']
  ])('%s: answered with why', async (_, answer, errorReason) => {
    const it = scene()
    it.script = () => answer
    const started = it.command('startChat', {})
    await it.pass(0)
    expect(started.answer).toMatchObject({ _tag: 'Left', left: { response: { errorReason } } })
  })

  it('replies that are not wrapped are understood as well', async () => {
    const it = scene()
    it.script = (_, serve) => {
      const served = serve() as { status: number; body: { data: object } }
      return { status: served.status, body: served.body.data }
    }
    const started = it.command('startChat', { nickname: 'Jo' })
    await it.pass(0)
    it.says('Agent', 'Hello')
    await it.pass(3_000)
    expect([started.answer, it.texts()]).toEqual([right(), ['Hello']])
  })
})

describe('restore', () => {
  it('by cookies: batches say that they restore', async () => {
    const it = await begun()
    it.happens('ParticipantJoined', 'Agent')
    it.says('Agent', 'Hello')
    await it.pass(3_000)
    it.service.dispose()
    const later = scene({ store: it.store, world: it.world })
    const restored = later.command('restore')
    await later.pass(10)
    later.says('Agent', 'Are you there?')
    await later.pass(3_000)
    expect([restored.answer, later.told()]).toEqual([
      { _tag: 'Right', right: undefined },
      ['restored', 'clientConnected', 'agentConnected', 'messageReceived ParticipantJoined, ParticipantJoined, Hello', 'pollingStarted', 'messageReceived Are you there?']
    ])
    expect(later.events.flatMap((event) => (event._tag === 'messageReceived' ? [event.data.restoring] : []))).toEqual([true, false])
    expect(later.asked[0]?.path).toBe('/s1/messages?count=10000')
  })

  it('nothing stored is answered at once, and so is a token that is none', () => {
    const store = memoryStore()
    store.set('_genesys.widgets.webchat.state.pureengage-v3-rest.keys', 'a.b.c')
    store.set('_genesys.widgets.webchat.state.pureengage-v3-rest.session', 's1')
    const answers = [scene(), scene({ store })].map((it) => it.command('restore').answer)
    expect(answers).toEqual([0, 1].map(() => expect.objectContaining({ _tag: 'Left', left: expect.objectContaining({ reason: 'nothingToRestore' }) })))
  })

  it('a passing failure forgets nothing; proof does', async () => {
    const it = await begun()
    it.service.dispose()
    const name = '_genesys.widgets.webchat.state.pureengage-v3-rest.session'
    const failing = scene({ store: it.store, world: it.world })
    failing.script = () => ({ status: 503 })
    const first = failing.command('restore')
    await failing.pass(30_000)
    expect([first.answer, it.store.get(name)]).toEqual([expect.objectContaining({ _tag: 'Left' }), 's1'])
    failing.service.dispose()
    it.world.left = true
    const over = scene({ store: it.store, world: it.world })
    const second = over.command('restore')
    await over.pass(30_000)
    expect([second.answer, it.store.get(name)]).toEqual([expect.objectContaining({ _tag: 'Left' }), undefined])
  })

  it('by a token that the page kept, in async mode alone', async () => {
    const it = await begun()
    it.says('Agent', 'Hello')
    it.service.dispose()
    const later = scene({ world: it.world, transport: { async: { enabled: true } } })
    const restored = later.command('restore', { sessionData: TOKEN })
    await later.pass(10)
    expect([restored.answer, later.texts(), later.asked.map(({ method, path }) => `${method} ${path}`).slice(0, 2)]).toEqual([
      { _tag: 'Right', right: undefined }, ['Hello'], ['POST ', 'GET /s1/messages?count=20']
    ])
    const plain = scene({ world: it.world })
    expect(plain.command('restore', { sessionData: TOKEN }).answer).toMatchObject({ _tag: 'Left', left: { reason: 'nothingToRestore' } })
    const wrong = scene({ world: it.world, transport: { async: { enabled: true } } })
    expect(wrong.command('restore', { sessionData: 'none' }).answer).toMatchObject({ _tag: 'Left' })
  })
})

it('history comes page by page, until there is none', async () => {
  const first = await begun({ transport: { async: { enabled: true } } })
  for (let count = 1; count <= 50; count += 1) {
    await first.pass(1)
    first.says('Agent', `m${count}`)
  }
  first.service.dispose()
  const it = scene({ store: first.store, world: first.world, transport: { async: { enabled: true } } })
  it.command('restore')
  await it.pass(10)
  const answers: unknown[] = []
  for (let count = 0; count < 4; count += 1) {
    const fetched = it.command('fetchHistory')
    await it.pass(10)
    answers.push(fetched.answer)
  }
  const older = it.events.flatMap((event) => (event._tag === 'messageReceived' && event.data.oldMessages ? [event.data.messages.length] : []))
  expect(older).toEqual([19, 12])
  expect(answers.map((answer) => (answer as { _tag: string })._tag)).toEqual(['Right', 'Right', 'Left', 'Left'])
  expect(answers[2]).toMatchObject({ left: { text: 'No more messages to fetch.' } })
  const transcript = it.command('getTranscript').answer as { right: { messages: ReadonlyArray<{ text: string; type: string }> } }
  expect(transcript.right.messages.filter(({ type }) => type === 'Message').map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, i) => `m${i + 1}`))
})

describe('async mode with functions of the page', () => {
  const page = (more: object = {}) => {
    const kept: Array<readonly [string, unknown]> = []
    const async = {
      enabled: true,
      getSessionData: (data: unknown) => void kept.push(['get', data]),
      setSessionData: (): unknown => kept.flatMap(([name, data]) => (name === 'get' ? [JSON.stringify(data)] : [])).at(-1),
      deleteSessionData: (data: unknown) => void kept.push(['delete', data]),
      ...more
    }
    return { kept, transport: { async } }
  }

  it('hands over the token and the index, and asks for them after a reload', async () => {
    const { kept, transport } = page()
    const it = await begun({ transport })
    it.says('Agent', 'Hello')
    await it.pass(3_000)
    expect(kept[0]).toEqual(['get', { messageIndex: '', token: TOKEN }])
    expect(kept.at(-1)).toEqual(['get', { messageIndex: '1700000000000-1', token: TOKEN }])
    expect(it.store.get('_genesys.widgets.webchat.state.pureengage-v3-rest.keys')).toBeUndefined()
    it.service.dispose()
    const later = scene({ transport, world: it.world })
    later.command('restore')
    await later.pass(10)
    expect(later.texts()).toEqual(['Hello'])
    later.world.left = true
    await later.pass(5_000)
    expect(kept.at(-1)).toEqual(['delete', { sessionData: { token: TOKEN }, response: expect.objectContaining({ status: 401, errorReason: 'INVALID_SESSION' }) }])
  })

  it.each([
    ['throws', () => { throw new Error('SECRET') }, 'threw an error'],
    ['never answers', () => new Promise(() => undefined), 'within 5000 ms'],
    ['is rejected', () => Promise.reject(new Error('SECRET')), 'rejected'],
    ['gives nonsense', () => ({ token: 'SECRET' }), 'found something else']
  ])('setSessionData that %s: restore says so by name', async (_, setSessionData, what) => {
    const it = scene(page({ setSessionData }))
    const restored = it.command('restore')
    await it.pass(6_000)
    const told = JSON.stringify([restored.answer, it.events])
    expect([told.includes('transport.async.setSessionData'), told.includes(what), told.includes('SECRET')]).toEqual([true, true, false])
  })

  it('getSessionData that throws is told once, by name, and the chat goes on', async () => {
    const it = await begun(page({ getSessionData: () => { throw new Error('SECRET') } }))
    it.says('Agent', 'Hello')
    await it.pass(3_000)
    expect([it.texts(), it.told().filter((name) => name === 'error').length, JSON.stringify(it.events).includes('SECRET')]).toEqual([['Hello'], 1, false])
  })
})

it('files and pictures', async () => {
  const saved: string[] = []
  const it = await begun({ environment: { save: (_, name) => saved.push(name) } })
  const sent = it.command('sendFile', { files: new File(['abc'], 'a.png', { type: 'image/png' }) })
  await it.pass(10)
  expect([sent.answer, it.asked.at(-1)?.path]).toEqual([right(), '/s1/images'])
  it.script = ({ path }) => (path === '/s1/images' ? { status: 413, body: { status: { code: 'LIMIT_FILE_SIZE', message: 'no' } } } : undefined)
  const refused = it.command('sendFile', { files: new File(['abc'], 'b.png', { type: 'image/png' }) })
  await it.pass(10)
  expect(refused.answer).toMatchObject({ _tag: 'Left', left: { response: { status: 413, errorReason: 'LIMIT_FILE_SIZE', filename: 'b.png' } } })
  it.happens('Message', 'Agent', { content: [{ type: 'image', url: '/sessions/s1/images/f1', mime: 'image/png', name: 'map.png' }] })
  it.happens('Message', 'Agent', { text: 'next', content: [{ type: 'image', url: 'http://evil.example/x.png' }] })
  await it.pass(5_000)
  const messages = it.events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.filter(({ type }) => type === 'Message') : []))
  const url = 'https://v3.test/nexus/v3/chat/sessions/s1/images/f1'
  expect(messages.map(({ text, file }) => [text, file])).toEqual([
    ['', { id: '/sessions/s1/images/f1', name: 'map.png', type: 'image/png', url }],
    ['next', undefined]
  ])
  const got = it.command('downloadFile', { fileId: '/sessions/s1/images/f1' })
  await it.pass(10)
  expect([got.answer, saved, it.asked.at(-1)?.headers['x-nexus-client-key']]).toEqual([right(), ['map.png'], TOKEN])
})

it('a page that deletes the cookie ends the chat here', async () => {
  const it = await begun()
  it.store.remove('_genesys.widgets.webchat.state.pureengage-v3-rest.session')
  await it.pass(5_000)
  expect(it.told().at(-1)).toBe('ended')
})

describe('ended right after something was said', () => {
  const operations = (it: Awaited<ReturnType<typeof begun>>) => it.asked.filter(({ method, fields }) => method === 'DELETE' || fields.some(([name]) => name === 'data[text]')).map(({ method }) => method)

  it('it is sent and answered first, and nothing more is told meanwhile', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.script = ({ method }, serve) => (method === 'POST' ? { ...(serve() as { status: number }), after: 500 } : undefined)
    const before = it.told().length
    const said = [it.command('sendMessage', { message: 'one' }), it.command('sendMessage', { message: 'two' })]
    const ended = it.command('endChat')
    const late = it.command('sendMessage', { message: 'three' })
    it.says('Agent', 'late')
    await it.pass(5_000)
    expect(operations(it)).toEqual(['POST', 'POST', 'DELETE'])
    expect([...said, ended, late].map(({ answer }) => (answer as { _tag: string })._tag)).toEqual(['Right', 'Right', 'Right', 'Left'])
    expect(it.told().slice(before)).toEqual(['pollingStopped', 'clientDisconnected', 'ended'])
  })

  it('nothing comes back to it: the chat is left after two seconds', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.script = ({ method }) => (method === 'POST' ? 'never' : undefined)
    it.command('sendMessage', { message: 'one' })
    const ended = it.command('endChat')
    await it.pass(1_990)
    expect([operations(it), ended.answer]).toEqual([['POST'], undefined])
    await it.pass(20)
    expect([operations(it), ended.answer]).toEqual([['POST', 'DELETE'], right()])
  })
})
