/** What is stored is kept until there is proof that the session is over. In virtual time. */
import { memoryStore } from './kit'
import { EPOCH, scene } from './scene'
import type { Scene } from './scene'

const TOKEN = '_genesys.widgets.webchat.state.webmessaging.Token'

const restoring = async (disturb: (world: Scene) => void): Promise<readonly [string[], boolean, string[]]> => {
  const store = memoryStore(new Map([[TOKEN, 't']]))
  const world = scene({}, {}, store)
  world.isKnown = true
  disturb(world)
  const first = world.run({ type: 'restore' })
  await world.pass(40_000)
  const isKept = store.kept.get(TOKEN) === 't'
  world.script = () => false
  world.opening = true
  const again = world.run({ type: 'restore' })
  await world.pass(1_000)
  return [first.filter((step) => step !== '.'), isKept, again]
}

const refusing = (code: number) => (world: Scene): void => {
  world.script = ({ action }, { says }) => {
    if (action === 'configureSession') says('string', 'No.', { code })
    return action === 'configureSession'
  }
}

it.each([
  ['a refused connection', (world: Scene) => void (world.script = (_, { close }) => (close(), true)), 'refused'],
  ['no answer', (world: Scene) => void (world.script = () => true), 'refused'],
  ['no connection in time', (world: Scene) => void (world.opening = false), 'refused'],
  ['a site that is refused', (world: Scene) => void (world.script = (_, { close }) => (close('Unexpected server response: 403'), true)), 'refused'],
  ['500', refusing(500), 'refused'], ['503', refusing(503), 'refused'], ['400', refusing(400), 'badRequest'], ['403', refusing(403), 'forbidden'],
  ['409', refusing(409), 'readOnly'], ['413', refusing(413), 'refused'], ['a rate', refusing(429), 'refused']
])('%s may pass: rejected, and found again', async (_, disturb, reason) => {
  expect(await restoring(disturb)).toEqual([[reason], true, ['ok']])
})

it.each([
  ['401', refusing(401), 'unauthorized'], ['404', refusing(404), 'notFound'], ['4006', refusing(4006), 'sessionExpired'], ['4007', refusing(4007), 'sessionNotFound'],
  ['a new session', (world: Scene) => void (world.isKnown = false), 'sessionGone']
])('%s is proof: rejected, and forgotten', async (_, disturb, reason) => {
  expect(await restoring(disturb)).toEqual([[reason], false, ['NoSession']])
})

describe('the next day', () => {
  const FILTERS = '_genesys.widgets.webchat.state.filters'
  /** Names and, in seconds, how long they are kept: the latest of each. */
  const kept = async (transport: Record<string, unknown>): Promise<Record<string, number | undefined>> => {
    const times: Record<string, number | undefined> = {}
    const plain = memoryStore(new Map([[FILTERS, '{}']]))
    const store = {
      ...plain,
      set: (key: string, value: string, keptFor?: number) => {
        times[key.slice(key.lastIndexOf('.') + 1)] = keptFor === undefined ? undefined : Math.round(keptFor / 1000)
        plain.set(key, value)
      }
    }
    const world = scene(transport, {}, store)
    world.script = ({ action, tracingId }, { says }) => {
      const expirationDate = (EPOCH + world.scheduler.now()) / 1000 + 259_200
      if (action === 'configureSession') says('SessionResponse', { connected: true, newSession: true, durationSeconds: 259_200, expirationDate }, { tracingId })
      return action === 'configureSession'
    }
    await world.start()
    await world.pass(60_000)
    world.agent('hi')
    await world.pass(10)
    const before = { ...times }
    store.set('x.Token', 'of another tab')
    plain.kept.set(TOKEN, 'of another tab')
    await world.pass(3_600_000)
    world.agent('hi')
    await world.pass(10)
    expect(times).toEqual({ ...before, Token: undefined })
    return before
  }

  it('what is stored goes with the browser, unless it is wanted otherwise', async () => {
    expect(await kept({})).toEqual({ Token: undefined, Name: undefined })
  })
  it('is kept as long as the session lives, the site\'s filters with it, where that is wanted', async () => {
    expect(await kept({ keepUntil: 'sessionEnds' })).toEqual({ Token: 259_200, Name: 259_200, filters: 259_200 })
  })
})

it('two people on one device: the second one sees nothing of the first', async () => {
  const store = memoryStore()
  const [a, secondTab] = [scene({ allowClear: false }, {}, store), scene({ allowClear: false }, {}, store)]
  await a.start()
  a.say('secret of A')
  await a.pass(10)
  secondTab.isKnown = true
  secondTab.run({ type: 'restore' })
  await secondTab.pass(2_000)
  const tokenOfA = store.kept.get(TOKEN)
  a.run({ type: 'end' })
  await a.pass(10)
  expect([...store.kept]).toEqual([])

  const b = scene({ allowClear: false }, { uuid: () => `b${(count += 1)}` }, store)
  let count = 0
  b.run({ type: 'start', form: { displayName: 'Bea', more: {} }, userData: {}, interactionData: {}, options: {} })
  await b.pass(1)
  const stored = [...store.kept]
  secondTab.agent('for A alone')
  await secondTab.pass(10)
  await secondTab.pass(20_000)
  expect(secondTab.told.filter((line) => line.endsWith('Ended'))).toHaveLength(1)
  expect([...store.kept]).toEqual(stored)
  expect(JSON.stringify(stored)).not.toContain(String(tokenOfA))
  expect(b.lines()).toEqual(['+Bea'])
})

it('a tab that fails leaves the others what is stored', async () => {
  const store = memoryStore()
  const first = scene({}, {}, store)
  await first.start()
  const second = scene({}, {}, store)
  second.opening = false
  second.run({ type: 'restore' })
  await second.pass(20_000)
  await first.pass(20_000)
  expect(first.told.filter((line) => /Ended|Failed/.test(line))).toEqual([])
  expect(store.kept.size).toBe(2)
})
