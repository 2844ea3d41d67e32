/** GMS through the service, in virtual time: what everybody is told, in which order, and what is asked. */
import { VirtualTimeScheduler } from 'rxjs'
import { begun, EPOCH, scene } from './scripted'

it('a chat from its start to its end', async () => {
  const it = scene()
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(0)
  expect(started.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, data: { sessionID: 'c1', secureKey: 'a1b2', alias: '117', userId: '4E5D' } } })
  await it.pass(1_000)
  it.happens('ParticipantJoined', 'Agent')
  it.happens('TypingStarted', 'Agent')
  await it.pass(1_500)
  it.says('Agent', 'Hello')
  await it.pass(2_500)
  const sent = it.command('sendMessage', { message: ' I would like a refund ' })
  await it.pass(600)
  expect(sent.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, chatId: 'c1' } })
  it.happens('ParticipantLeft', 'Agent')
  await it.pass(3_000)
  const ended = it.command('endChat')
  await it.pass(5_000)
  expect(ended.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, chatEnded: true } })
  expect(it.told()).toEqual([
    'started', 'messageReceived ParticipantJoined', 'clientConnected', 'pollingStarted',
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

it('polls later and later, sooner after something was said', async () => {
  const it = await begun()
  await it.pass(10_000)
  const polls = () => it.asked.filter(({ path }) => path.endsWith('/refresh')).map(({ at }) => Math.round(at))
  expect(polls()).toEqual([250, 750, 1_350, 2_070, 2_934, 3_971, 5_215, 6_708, 8_500])
  it.command('sendMessage', { message: 'x' })
  await it.pass(1_700)
  expect(polls().slice(9)).toEqual([10_000, 10_600, 11_320])
})

it('polls seldom while nobody looks, and at a fixed rate where that is configured', async () => {
  const it = await begun()
  it.command('sleep')
  await it.pass(70_000)
  const polls = () => it.asked.filter(({ path }) => path.endsWith('/refresh')).map(({ at }) => Math.round(at / 1_000))
  expect(polls().slice(-2)).toEqual([30, 60])
  it.command('wake')
  await it.pass(1_000)
  expect(polls().slice(-2)).toEqual([70, 71])
  expect(it.asked.find(({ path }) => path.endsWith('/customNotice'))?.fields.slice(3)).toEqual([['eventAttributes', '{"purpose":"cancel-idle-timer"}']])
  expect(it.told().slice(-2)).toEqual(['sleeping', 'waking'])

  const flat = await begun({ dynamicPolling: false, pollRate: 2_000 })
  await flat.pass(9_500)
  expect(flat.asked.filter(({ path }) => path.endsWith('/refresh')).map(({ at }) => Math.round(at))).toEqual([1_000, 3_000, 5_000, 7_000, 9_000])
})

describe('polling by command', () => {
  const refreshes = (it: Awaited<ReturnType<typeof begun>>) => it.asked.filter(({ path }) => path.endsWith('/refresh')).length

  it('stops, also while nobody asks; polls once; begins again', async () => {
    const it = await begun()
    await it.pass(1_000)
    const before = refreshes(it)
    expect((it.command('stopPoll')).answer).toEqual({ _tag: 'Right', right: undefined })
    await it.pass(120_000)
    expect(refreshes(it)).toBe(before)
    it.says('Agent', 'unheard')
    const once = it.command('poll')
    await it.pass(0)
    expect([once.answer, refreshes(it), it.texts()]).toEqual([{ _tag: 'Right', right: undefined }, before + 1, ['unheard']])
    const sent = it.command('sendMessage', { message: 'still there' })
    await it.pass(60_000)
    expect([sent.answer, refreshes(it)]).toEqual([expect.objectContaining({ _tag: 'Right' }), before + 1])
    it.command('startPoll')
    await it.pass(500)
    expect(it.texts()).toEqual(['unheard', 'still there'])
    expect(it.told().filter((name) => name.startsWith('polling'))).toEqual(['pollingStarted', 'pollingStopped', 'pollingStarted'])
  })

  it('one poll is in flight at a time; pausing gives it up, and nothing is lost by that', async () => {
    const it = await begun()
    it.script = ({ path }, serve) => (path.endsWith('/refresh') ? { ...(serve() as { status: number }), after: 2_000 } : undefined)
    await it.pass(500)
    const second = it.command('poll')
    await it.pass(0)
    expect(second.answer).toMatchObject({ _tag: 'Left', left: { text: 'previous poll has not finished.' } })
    it.says('Agent', 'while paused')
    it.command('pausePoll')
    await it.pass(30_000)
    expect([it.asked.at(-1)?.aborted, it.texts(), it.told().includes('disconnected')]).toEqual([true, [], false])
    it.command('startPoll')
    await it.pass(3_000)
    expect(it.texts()).toEqual(['while paused'])
  })
})

describe('the chat server behind GMS', () => {
  const away = { status: 200, body: { statusCode: 1, chatEnded: false } }

  it('is told to be away after more unserved polls than the limit, once, and to be back', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.says('Agent', 'before')
    it.script = ({ path }) => (path.endsWith('/refresh') ? away : undefined)
    await it.pass(60_000)
    expect(it.told().slice(-1)).toEqual(['chatServerWentOffline'])
    it.script = () => undefined
    await it.pass(4_000)
    expect(it.told().slice(4)).toEqual(['chatServerWentOffline', 'chatServerBackOnline', 'messageReceived ParticipantJoined', 'agentConnected', 'messageReceived before'])
  })

  it('fewer are passed over, and resetPollExceptions begins anew', async () => {
    const it = await begun()
    await it.pass(300)
    let left = 5
    it.script = ({ path }) => (path.endsWith('/refresh') && left-- > 0 ? away : undefined)
    await it.pass(20_000)
    left = 4
    await it.pass(9_000)
    it.command('resetPollExceptions')
    left = 5
    await it.pass(20_000)
    expect(it.told().slice(4)).toEqual([])
  })

  it('what is said meanwhile is said again, and fails honestly at last', async () => {
    const it = await begun()
    await it.pass(300)
    let left = 2
    it.script = ({ path }) => (path.endsWith('/send') && left-- > 0 ? away : undefined)
    const sent = it.command('sendMessage', { message: 'again' })
    await it.pass(5_000)
    expect([sent.answer, it.texts()]).toEqual([expect.objectContaining({ _tag: 'Right' }), ['again']])
    left = 100
    const failed = it.command('sendMessage', { message: 'never' })
    await it.pass(12_000)
    expect(failed.answer).toMatchObject({ _tag: 'Left', left: { response: { responseJSON: { statusCode: 1 } } } })
    expect(it.texts()).toEqual(['again'])
  })
})

describe('nothing is lost, nothing is doubled', () => {
  it('polls that fail: told once, made up for', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.script = ({ path }) => (path.endsWith('/refresh') ? 'refused' : undefined)
    await it.pass(8_000)
    it.says('Agent', 'one')
    it.says('Agent', 'two')
    await it.pass(4_000)
    it.script = () => undefined
    await it.pass(20_000)
    expect(it.told().slice(4)).toEqual(['disconnected', 'messageReceived ParticipantJoined', 'agentConnected', 'messageReceived one', 'messageReceived two', 'reconnected'])
  })

  it('what was answered by nothing is looked for before it is said again', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.script = ({ path }, serve) => {
      if (!path.endsWith('/send')) return undefined
      serve()
      return 'refused'
    }
    const first = it.command('sendMessage', { message: 'arrived' })
    await it.pass(3_000)
    let lost = 1
    it.script = ({ path }) => (path.endsWith('/send') && lost-- > 0 ? 'refused' : undefined)
    const second = it.command('sendMessage', { message: 'lost at first' })
    await it.pass(5_000)
    expect([first.answer, second.answer]).toEqual([expect.objectContaining({ _tag: 'Right' }), expect.objectContaining({ _tag: 'Right' })])
    expect(it.transcript.filter(({ type }) => type === 'Message').map(({ text }) => text)).toEqual(['arrived', 'lost at first'])
    expect(it.texts()).toEqual(['arrived', 'lost at first'])
  })

  it('the line of one message is not taken for that of the next one of the same text', async () => {
    const it = await begun()
    await it.pass(3_000)
    it.command('stopPoll')
    it.command('sendMessage', { message: 'ok' })
    await it.pass(100)
    let lost = 1
    it.script = ({ path }) => (path.endsWith('/send') && lost-- > 0 ? 'refused' : undefined)
    it.command('sendMessage', { message: 'ok' })
    await it.pass(5_000)
    it.command('startPoll')
    await it.pass(2_000)
    expect(it.texts()).toEqual(['ok', 'ok'])
  })

  it('what is said while nobody can be reached waits, and goes out once', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.script = () => 'refused'
    await it.pass(3_000)
    const sent = it.command('sendMessage', { message: 'waited' })
    await it.pass(2_000)
    it.script = () => undefined
    await it.pass(9_000)
    expect([sent.answer, it.texts()]).toEqual([expect.objectContaining({ _tag: 'Right' }), ['waited']])
  })

  it('an event that takes its place late is found', async () => {
    const it = await begun()
    await it.pass(1_000)
    it.happens('ParticipantJoined', 'Agent')
    it.says('Agent', 'one')
    it.says('Agent', 'two')
    it.says('Agent', 'three')
    const [late] = it.transcript.splice(3, 1)
    let polls = 0
    it.script = ({ path }, serve) => {
      if (!path.endsWith('/refresh')) return undefined
      polls += 1
      if (polls === 2 && late) it.transcript.splice(3, 0, late)
      return serve()
    }
    await it.pass(5_000)
    expect(it.texts()).toEqual(['one', 'two', 'three'])
  })
})

it('the end by the server: what it brings is told first, and nothing is asked any more', async () => {
  const it = await begun()
  await it.pass(1_000)
  it.says('Agent', 'bye')
  it.happens('ParticipantLeft', 'Agent')
  it.ended = true
  await it.pass(10_000)
  expect(it.told().slice(4)).toEqual(['messageReceived ParticipantJoined', 'agentConnected', 'messageReceived bye', 'messageReceived ParticipantLeft', 'agentDisconnected', 'pollingStopped', 'clientDisconnected', 'ended'])
  const asked = it.asked.length
  await it.pass(60_000)
  expect([it.asked.length, it.store.get('_genesys.widgets.webchat.state.session')]).toEqual([asked, undefined])
})

/** Events since the first four: started, the customer's join twice, pollingStarted. */
const later = (it: Awaited<ReturnType<typeof begun>>): ReadonlyArray<string> => it.told().slice(4)

describe('another page', () => {
  const again = (first: Awaited<ReturnType<typeof begun>>, config = {}) => {
    const scheduler = new VirtualTimeScheduler(undefined, 0)
    scheduler.frame = first.now()
    return scene(config, {}, first.store, { scheduler, transcript: first.transcript })
  }

  it('takes the chat up: who is there, what was said, then news', async () => {
    const first = await begun()
    first.happens('ParticipantJoined', 'Agent')
    first.says('Agent', 'Hello')
    await first.pass(3_000)
    first.service.dispose()
    const page = again(first)
    const restored = page.command('restore')
    await page.pass(0)
    expect(restored.answer).toEqual({ _tag: 'Right', right: undefined })
    page.says('Agent', 'Still here?')
    await page.pass(1_000)
    expect(page.told()).toEqual(['restored', 'clientConnected', 'agentConnected', 'messageReceived ParticipantJoined, ParticipantJoined, Hello', 'pollingStarted', 'messageReceived Still here?'])
    expect(page.asked[0]?.fields.map(([name, value]) => `${name}=${value}`).join('&')).toBe('alias=117&secureKey=a1b2&userId=4E5D&transcriptPosition=1&message=')
    const received = page.events.flatMap((event) => (event._tag === 'messageReceived' ? [event.data.restoring] : []))
    expect(received).toEqual([true, false])
  })

  it('finds nothing when nobody was there for too long: that is told, and forgotten', async () => {
    const first = await begun({ restoreTimeout: 30_000 })
    await first.pass(1_000)
    first.service.dispose()
    await first.pass(31_000)
    const page = again(first, { restoreTimeout: 30_000 })
    const restored = page.command('restore')
    await page.pass(0)
    expect([restored.answer, page.told(), page.asked]).toEqual([expect.objectContaining({ _tag: 'Left' }), ['restoreTimeout'], []])
    expect(page.store.get('_genesys.widgets.webchat.state.keys')).toBe(undefined)
  })

  it('a chat that is over is forgotten; a passing failure, whatever it is, forgets nothing', async () => {
    const first = await begun()
    await first.pass(1_000)
    first.service.dispose()
    for (const answer of ['refused', { status: 503 }, { status: 404, body: '<html>' }, { status: 200, body: '<html>' }, { status: 200 }, { status: 429 }, { status: 401, body: { fault: 'apikey' } }] as const) {
      const page = again(first)
      page.script = () => answer
      page.command('restore')
      await page.pass(5_000)
      expect(page.told()).toEqual(['restoreFailed'])
      expect(page.store.get('_genesys.widgets.webchat.state.session')).toBe('c1')
    }
    const page = again(first)
    page.ended = true
    page.command('restore')
    await page.pass(5_000)
    expect([page.told(), page.store.get('_genesys.widgets.webchat.state.session')]).toEqual([['restoreTimeout'], undefined])
  })

  it('comes back while the chat server is away, and loses no keys', async () => {
    const first = await begun()
    first.says('Agent', 'Hello')
    await first.pass(1_000)
    first.service.dispose()
    const page = again(first)
    page.script = () => ({ status: 200, body: { statusCode: 1, chatEnded: false } })
    page.command('restore')
    await page.pass(2_000)
    expect(page.told()).toEqual(['restored', 'pollingStarted', 'restoredOffline'])
    page.script = () => undefined
    await page.pass(4_000)
    expect(page.texts()).toEqual(['Hello'])
  })

  it('ended in one tab, it ends in the other; so it does when the site deletes the cookie', async () => {
    const first = await begun()
    await first.pass(1_000)
    const tab = again(first)
    tab.command('restore')
    await tab.pass(1_000)
    first.command('endChat')
    await first.pass(1_000)
    const asked = tab.asked.length
    await tab.pass(10_000)
    expect([tab.told().slice(-3), tab.asked.length]).toEqual([['pollingStopped', 'clientDisconnected', 'ended'], asked])

    const killed = await begun()
    await killed.pass(1_000)
    killed.store.remove('_genesys.widgets.webchat.state.session')
    const sent = killed.command('sendMessage', { message: 'x' })
    await killed.pass(0)
    expect([sent.answer, later(killed)]).toEqual([expect.objectContaining({ _tag: 'Left' }), ['pollingStopped', 'clientDisconnected', 'ended', 'error']])
  })

  it('starts no chat while another one does', async () => {
    const first = scene()
    first.script = () => 'never'
    first.command('startChat', {})
    await first.pass(4_000)
    const page = again(first)
    const started = page.command('startChat', {})
    await page.pass(0)
    expect([started.answer, page.asked]).toEqual([expect.objectContaining({ _tag: 'Left', left: expect.objectContaining({ response: expect.objectContaining({ statusCode: 1 }) }) }), []])
    await first.pass(3_000)
    const third = again(first)
    third.command('startChat', {})
    await third.pass(1_000)
    expect(third.told()[0]).toBe('started')
  })
})

it('keys that change are used, stored and shown', async () => {
  const it = await begun()
  await it.pass(1_000)
  it.keys.alias = '118'
  it.keys.userId = 'FFFF'
  await it.pass(4_000)
  expect(it.asked.at(-1)?.fields.slice(0, 3)).toEqual([['alias', '118'], ['secureKey', 'a1b2'], ['userId', 'FFFF']])
  expect(JSON.parse(it.store.get('_genesys.widgets.webchat.state.keys') ?? '')).toEqual({ secureKey: 'a1b2', alias: '118', userId: 'FFFF' })
  const data = it.command('getSessionData')
  await it.pass(0)
  expect(data.answer).toEqual({ _tag: 'Right', right: { secureKey: 'a1b2', sessionID: 'c1', alias: '118', userId: 'FFFF' } })
})

it('keys that come while the chat server is away are not trusted', async () => {
  const it = await begun()
  await it.pass(1_000)
  it.script = ({ path }) => (path.endsWith('/refresh') ? { status: 200, body: { statusCode: 1, alias: 'x', secureKey: 'x', userId: 'x' } } : undefined)
  await it.pass(2_000)
  it.script = () => undefined
  await it.pass(3_000)
  expect(it.asked.at(-1)?.fields.slice(0, 3)).toEqual([['alias', '117'], ['secureKey', 'a1b2'], ['userId', '4E5D']])
})

it('durations are by the server\'s clock', async () => {
  const it = await begun()
  await it.pass(60_000)
  const stats = it.command('getStats')
  it.command('endChat')
  await it.pass(0)
  expect(stats.answer).toMatchObject({ right: { startTime: EPOCH } })
  const after = it.command('getStats')
  await it.pass(0)
  const { startTime, endTime, duration } = (after.answer as { right: { startTime: number; endTime: number; duration: number } }).right
  expect([startTime, Math.round(endTime), Math.round(duration)]).toEqual([EPOCH, EPOCH + 60_000, 60_000])
})
