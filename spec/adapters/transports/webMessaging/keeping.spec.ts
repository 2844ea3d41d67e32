/** What is stored is kept until there is proof that the session is over. In virtual time. */
import { memoryStore } from './kit'
import { scene } from './scene'
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
