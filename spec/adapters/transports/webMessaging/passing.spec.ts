/** What passes: each thing once, what was missed before what waited for it, nothing missing. In virtual time. */
import { createService } from '../../../../lib'
import { event, scene } from './scene'
import type { Scene } from './scene'

const states = ({ told }: Scene): ReadonlyArray<string> => told.filter((line) => /Lost|Regained|Ended|Failed/.test(line)).map((line) => line.replace(/^\d+ /, ''))
/** Everything told since, but what the session says of itself. */
const namesOf = (told: ReadonlyArray<string>): ReadonlyArray<string> => told.map((line) => line.replace(/^\d+ /, '')).filter((name) => name !== 'Changed')
const goodbye = (name: string, metadata?: object, time = '2026-01-01T00:00:00.002Z') => ({ ...event('Presence', 'Disconnect'), channel: { time, from: { nickname: name } }, metadata })

it('tells everything once', async () => {
  const world = scene()
  await world.start()
  const [one, two] = [world.agent('1'), world.agent('2', { live: false })]
  for (const body of [one, two, one]) world.socket().says('StructuredMessage', body)
  expect(world.lines()).toEqual(['+Ana', '+Sam', '1', '2'])
})

it('tells nothing of what comes before it is known what was', async () => {
  const world = scene()
  world.page = () => 'never'
  world.agent('1', { live: false })
  await world.restore()
  world.agent('2')
  await world.pass(100)
  expect(world.told).toEqual([])
  await world.pass(8_000)
  expect(namesOf(world.told).slice(0, 2)).toEqual(['Roster', ''])
  expect(world.lines()).toEqual(['+Sam', '2'])
})

it('tells what was missed before what came meanwhile', async () => {
  const world = scene()
  await world.start()
  world.agent('1')
  world.socket().close()
  for (const text of ['2', '3']) world.agent(text, { live: false })
  let held = true
  world.script = ({ action }) => action === 'getJwt' && held
  await world.pass(600)
  world.agent('4')
  await world.pass(100)
  expect(world.lines()).toEqual(['+Ana', '+Sam', '1'])
  held = false
  world.socket().says('JwtResponse', { jwt: 'j' })
  await world.pass(10)
  expect(namesOf(world.told).slice(1)).toEqual(['+Sam', '1', 'Lost', '2', '3', '4', 'Regained'])
})

it('a restored chat begins with one page; what is older comes when it is asked for, each once', async () => {
  const world = scene({ maxMessagePageSize: 2 })
  for (const text of ['0', '1', '2', '3']) world.agent(text, { live: false })
  await world.restore()
  expect(world.lines()).toEqual(['+Sam', '2', '3'])
  expect(world.frames[0]).toMatchObject({ _tag: 'Roster', members: [{ from: { type: 'Client' } }, { from: { name: 'Sam' } }] })
  const first = world.run({ type: 'fetchHistory' })
  await world.pass(10)
  const second = world.run({ type: 'fetchHistory' })
  await world.pass(10)
  expect([first, second]).toEqual([['ok'], ['NoMore']])
  expect(world.lines().slice(3)).toEqual(['0', '1'])
})

it('typing is no part of the history, and counts for nothing there', async () => {
  const world = scene({ maxMessagePageSize: 1 })
  world.agent('0', { live: false })
  await world.restore()
  for (let i = 0; i < 3; i += 1) world.agent('', { kept: false, body: event('Typing', 'On') })
  world.agent('1')
  expect(namesOf(world.told).slice(2)).toEqual(['Typing Sam', 'Typing Sam', 'Typing Sam', '1'])
  const older = world.run({ type: 'fetchHistory' })
  await world.pass(10)
  expect(older).toEqual(['NoMore'])
})

describe('a goodbye', () => {
  it.each([
    ['as text', { readOnly: 'true' }, {}, true],
    ['as a flag', { readOnly: true }, {}, true],
    ['not for good', { readOnly: 'false' }, {}, false],
    ['that does not say', undefined, {}, false],
    ['not for good, where the site wants it so', { readOnly: 'false' }, { disconnectBehaviour: 'ended' }, true]
  ])('%s', async (_, metadata, transport, ends) => {
    const world = scene(transport)
    await world.start()
    world.agent('1')
    world.agent('', { body: goodbye('Sam', metadata) })
    await world.pass(10)
    expect(world.lines().slice(2)).toEqual(['1', '-Sam'])
    expect(states(world)).toEqual(ends ? ['Ended'] : [])
    expect(world.store.kept.size).toBe(ends ? 0 : 2)
  })

  it('that overtook what was said before it ends the chat after that has been told', async () => {
    const world = scene()
    await world.start()
    world.agent('1')
    world.agent('2', { live: false })
    world.agent('', { body: goodbye('Sam', { readOnly: 'true' }, '2026-01-01T00:00:01.000Z') })
    await world.pass(100)
    expect(world.lines()).toEqual(['+Ana', '+Sam', '1', '-Sam', '2'])
    expect(states(world)).toEqual(['Ended'])
    const silent = scene()
    await silent.start()
    silent.page = () => 'never'
    silent.agent('', { body: goodbye('Sam', { readOnly: 'true' }) })
    await silent.pass(1_999)
    expect(states(silent)).toEqual([])
    await silent.pass(10)
    expect(states(silent)).toEqual(['Ended'])
  })

  it.each([
    ['readOnly "false"', { readOnly: 'false' }, {}],
    ['without metadata', undefined, {}],
    ['even where a disconnect ends', { readOnly: 'false' }, { disconnectBehaviour: 'ended' }]
  ])('of old, %s, ends nothing: on reload, and in a gap', async (_, metadata, transport) => {
    const past = (world: Scene): void => {
      world.agent('bye', { live: false })
      world.agent('', { live: false, body: goodbye('Sam', metadata) })
      world.agent('hello', { live: false, name: 'Kim' })
    }
    const reloaded = scene(transport)
    past(reloaded)
    await reloaded.restore()
    await reloaded.pass(100)
    expect(reloaded.lines()).toEqual(['+Sam', 'bye', '-Sam', '+Kim', 'hello'])
    expect(reloaded.frames[0]).toMatchObject({ members: [{}, { from: { name: 'Sam' }, leftAt: expect.any(Number) }, { from: { name: 'Kim' }, leftAt: undefined }] })
    expect(states(reloaded)).toEqual([])
    const dropped = scene(transport)
    await dropped.start()
    dropped.agent('hi')
    dropped.socket().close()
    past(dropped)
    await dropped.pass(1_000)
    expect(dropped.lines()).toEqual(['+Ana', '+Sam', 'hi', 'bye', '-Sam', '+Kim', 'hello'])
    expect(states(dropped)).toEqual(['Lost', 'Regained'])
  })
})

describe('gaps', () => {
  const texts = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => `${i}`)

  it('500 messages: all of them, in order, before it is regained', async () => {
    const world = scene()
    await world.start()
    world.agent('before')
    world.socket().close()
    for (const text of texts(500)) world.agent(text, { live: false })
    await world.pass(1_000)
    world.agent('after')
    await world.pass(300_000)
    expect(world.lines()).toEqual(['+Ana', '+Sam', 'before', ...texts(500), 'after'])
    expect(states(world)).toEqual(['Lost', 'Regained'])
    expect(namesOf(world.told).at(-1)).toBe('Regained')
  })

  it.each([
    ['500 four times', (tries: number) => (tries <= 4 ? { status: 500 } : undefined)],
    ['nothing at all, twice', (tries: number) => (tries <= 2 ? 'never' as const : undefined)],
    ['429 with the time to wait', (tries: number) => (tries <= 2 ? { status: 429, headers: { 'retry-after': '7' } } : undefined)]
  ])('a history that answers %s is asked again, and regained is told only then', async (_, answer) => {
    const world = scene()
    await world.start()
    world.agent('before')
    world.socket().close()
    world.agent('missed', { live: false })
    let tries = 0
    world.page = () => answer((tries += 1))
    await world.pass(60_000)
    expect(world.lines()).toEqual(['+Ana', '+Sam', 'before', 'missed'])
    expect(states(world)).toEqual(['Lost', 'Regained'])
  })

  it('20 drops in 30 seconds: late, but complete, and the history is asked ten times a minute', async () => {
    const world = scene()
    const pages: number[] = []
    world.page = () => {
      pages.push(world.scheduler.now())
      return undefined
    }
    await world.start()
    for (let i = 0; i < 20; i += 1) {
      for (let j = 0; j < 10; j += 1) world.agent(`${i * 10 + j}`, { live: !world.socket().closed })
      world.socket().close()
      await world.pass(1_500)
    }
    await world.pass(120_000)
    expect(world.lines()).toEqual(['+Ana', '+Sam', ...texts(200)])
    expect(states(world).at(-1)).toBe('Regained')
    for (const at of pages) expect(pages.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(10)
  })

  it('what can never be had is told with the time since when; fetchHistory finds what it can later', async () => {
    const world = scene()
    await world.start()
    world.agent('before')
    world.socket().close()
    world.agent('missed', { live: false })
    world.page = () => ({ status: 404 })
    await world.pass(1_000)
    expect(states(world)).toEqual(['Lost', 'Failed HistoryFailed', 'Regained'])
    expect(world.frames.find(({ _tag }) => _tag === 'Failed')).toMatchObject({ response: { status: 404, statusText: expect.stringContaining('2026-01-01T00:00:00') } })
    world.page = () => undefined
    const older = world.run({ type: 'fetchHistory' })
    await world.pass(1_000)
    expect([older, world.lines().at(-1)]).toEqual([['ok'], 'missed'])
  })

  it('somebody who scrolls leaves a gap enough of the ten pages a minute', async () => {
    const world = scene({ maxMessagePageSize: 1 })
    for (const text of texts(40)) world.agent(text, { live: false })
    await world.restore()
    for (let i = 0; i < 12; i += 1) world.run({ type: 'fetchHistory' })
    await world.pass(1_000)
    world.socket().close()
    world.agent('missed', { live: false })
    await world.pass(3_000)
    expect(world.lines().at(-1)).toBe('missed')
    expect(states(world)).toEqual(['Lost', 'Regained'])
  })

  it('a gap that cannot be found whole, since nothing of the past was known, is told', async () => {
    const world = scene({ maxMessagePageSize: 2 })
    world.page = () => ({ status: 404 })
    await world.restore()
    world.page = () => undefined
    world.socket().close()
    for (const text of texts(5)) world.agent(text, { live: false })
    await world.pass(3_000)
    expect(world.lines()).toEqual(['+Sam', '3', '4'])
    expect(states(world)).toEqual(['Failed HistoryFailed', 'Lost', 'Failed HistoryFailed', 'Regained'])
    for (let i = 0; i < 2; i += 1) {
      world.run({ type: 'fetchHistory' })
      await world.pass(100)
    }
    expect([...world.lines()].sort()).toEqual(['+Sam', ...texts(5)])
    const empty = scene({ maxMessagePageSize: 2 })
    await empty.restore()
    empty.socket().close()
    for (const text of texts(5)) empty.agent(text, { live: false })
    await empty.pass(3_000)
    expect(empty.lines()).toEqual(['+Sam', ...texts(5)])
    expect(states(empty)).toEqual(['Lost', 'Regained'])
  })

  it('what cannot be read in the history is told, also where the chat begins with it', async () => {
    const world = scene()
    world.log.push({ id: 'bad', type: 7 })
    world.agent('hi', { live: false })
    await world.restore()
    world.socket().close()
    await world.pass(2_000)
    expect(world.lines()).toEqual(['+Sam', 'hi'])
    expect(world.told.filter((line) => line.endsWith('Malformed'))).toHaveLength(1)
  })

  it('a history without an end is not walked for ever, and what lies behind is told as missing', async () => {
    const world = scene()
    await world.start()
    world.agent('before')
    world.socket().close()
    let pages = 0
    world.page = () => {
      pages += 1
      return { status: 200, body: { entities: [{ id: 'again', type: 'Text', direction: 'Outbound', text: 'again' }], pageCount: 1e9 } }
    }
    await world.pass(120_000)
    expect([pages, states(world)]).toEqual([6, ['Lost', 'Failed HistoryFailed', 'Regained']])
  })

  it('a bot\'s message has an id more in the history: told once, also after five drops', async () => {
    const world = scene()
    await world.start()
    const said = world.agent('welcome', { name: 'Bot', kept: false })
    world.log.push({ ...said, channel: { ...Object(said['channel']), messageId: 'longer' } })
    for (let i = 0; i < 5; i += 1) {
      world.socket().close()
      await world.pass(40_000)
    }
    expect(world.lines().filter((line) => line === 'welcome')).toHaveLength(1)
  })
})

it('typing for a time, then a message before it is over: stopped once, with the message; the own sign from another tab is not the agent', async () => {
  const world = scene()
  const service = createService({ transport: world.transport, scheduler: world.scheduler })
  const names: string[] = []
  service.event$.subscribe(({ _tag }) => names.push(_tag))
  service.command('startChat').subscribe()
  await world.pass(1)
  world.agent('hi')
  await world.pass(1)
  names.length = 0
  const sign = event('Typing', 'On', { events: [{ eventType: 'Typing', typing: { type: 'On', durationMs: 5_000 } }] })
  world.agent('', { kept: false, body: sign })
  world.agent('', { kept: false, body: { ...sign, direction: 'Inbound', originatingEntity: undefined } })
  await world.pass(1_000)
  world.agent('there')
  await world.pass(10_000)
  expect(names).toEqual(['agentTypingStarted', 'agentTypingStopped', 'messageReceived'])
  service.dispose()
})

it('two clocks: what the service does not stamp is stamped by its clock', async () => {
  const world = scene()
  await world.start()
  const hour = 3_600_000
  world.agent('1', { body: { channel: { time: new Date(hour).toISOString(), from: { nickname: 'Sam' } } } })
  world.agent('2', { body: { channel: { from: { nickname: 'Sam' } } } })
  const stamps = world.frames.flatMap((frame) => (frame._tag === 'Entries' ? frame.entries.map(({ message: { text, timestamp } }) => [text, timestamp]) : []))
  expect(stamps.slice(1)).toEqual([['', hour], ['1', hour], ['2', hour]])
})

it('ended in another tab, it ends here, once: noticed when something is heard, or asked for', async () => {
  const world = scene({ allowClear: false })
  await world.start()
  const token = '_genesys.widgets.webchat.state.webmessaging.Token'
  await world.pass(1_000)
  world.store.remove(token)
  world.agent('to nobody')
  await world.pass(10)
  expect(states(world)).toEqual(['Ended'])
  const silent = scene({ allowClear: false })
  await silent.start()
  silent.store.set(token, 'of somebody else')
  await silent.pass(9_100)
  expect([states(silent), silent.store.kept.get(token), silent.sent('echo')]).toEqual([['Ended'], 'of somebody else', []])
  const calling = scene({ allowClear: false })
  await calling.start()
  await calling.pass(10)
  calling.store.remove(token)
  const answers = [calling.say('to nobody'), calling.run({ type: 'end' })]
  await calling.pass(10)
  expect([answers, states(calling), calling.spoken()]).toEqual([[['ended'], ['ok']], ['Ended'], []])
  const ending = scene({ allowClear: true })
  await ending.start()
  ending.store.set(token, 'of somebody else')
  expect([ending.run({ type: 'end' }), states(ending), ending.spoken()]).toEqual([['ok'], ['Ended'], []])
  const blocked = scene({}, { store: { get: () => undefined, set: () => undefined, remove: () => undefined } })
  await blocked.start()
  await blocked.pass(20_000)
  expect(states(blocked)).toEqual([])
})
