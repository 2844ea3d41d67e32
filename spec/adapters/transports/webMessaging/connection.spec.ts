/** The socket's life: configured, watched, come back to, ended. In virtual time, through the whole transport. */
import { Subject } from 'rxjs'
import { scene } from './scene'
import type { Scene } from './scene'

const configures = ({ sent }: Scene): ReadonlyArray<number> => sent('configureSession').map(({ at }) => at)

it('sends each with its session and an id of its own', async () => {
  const world = scene()
  await world.start({ token: 't' })
  world.say('a')
  await world.pass(1)
  expect(world.socket().sent).toMatchObject([
    { action: 'configureSession', token: 't', tracingId: expect.stringMatching(/./) },
    { action: 'onMessage', token: 't', tracingId: expect.stringMatching(/./), message: { metadata: { id: world.sent('onMessage')[0]?.tracingId } } }
  ])
})

it('is configured again after the time that the service asks for', async () => {
  const world = scene()
  world.script = ({ at, action }, { says }) => {
    if (action !== 'configureSession') return false
    if (at === 0) says('TooManyRequestsErrorMessage', { errorCode: 4029, retryAfter: 3 }, { code: 429 })
    if (at === 3_000) says('TooManyRequestsErrorMessage', {}, { code: 429 })
    return at < 4_000
  }
  const answer = await world.start()
  await world.pass(5_000)
  expect(configures(world)).toEqual([0, 3_000, 4_000])
  expect([world.sockets.length, answer]).toEqual([1, ['ok']])
})

it('is signed in anew three times, then begun anew; nobody is told before', async () => {
  const world = scene()
  await world.start()
  const ends = (): unknown => world.socket().says('string', 'User is unauthorized', { code: 401 })
  for (let i = 0; i < 4; i += 1) {
    await world.pass(10)
    ends()
  }
  await world.pass(1_000)
  expect(configures(world)).toEqual([0, 11, 21, 31, 541])
  expect(world.sockets.map(({ at }) => at)).toEqual([0, 541])
  expect(world.told.filter((line) => /Lost|Regained|Failed/.test(line))).toEqual(['41 Lost', '541 Regained'])
})

it('is begun anew when signing in takes too long, or something else is refused meanwhile', async () => {
  const world = scene()
  await world.start()
  world.script = ({ action }) => action === 'configureSession' && world.sockets.length === 1
  await world.pass(9)
  world.socket().says('string', 'User is unauthorized', { code: 401 })
  await world.pass(10_600)
  expect(world.told.slice(1).filter((line) => !/Changed/.test(line))).toEqual(['10010 Lost', '10510 Regained'])
  world.script = ({ action }, { says }) => {
    if (action !== 'configureSession' || world.sockets.length > 2) return false
    says('string', 'Request failed.', { code: 400 })
    return true
  }
  world.socket().says('string', 'User is unauthorized', { code: 401 })
  await world.pass(1)
  expect(world.told.at(-1)).toBe('10610 Lost')
})

it('a silent connection is asked for a sign of life, by an echo at most twice a minute, and is lost within 15 s without one', async () => {
  const world = scene()
  await world.start()
  await world.pass(60_000)
  const asked = world.socket().sent.map(({ at, action }) => [at, action])
  expect(asked).toEqual([
    [0, 'configureSession'], [9_000, 'echo'], [18_000, 'getJwt'], [27_000, 'getJwt'], [36_000, 'getJwt'], [45_000, 'echo'], [54_000, 'getJwt']
  ])
  expect(world.told.filter((line) => /Lost/.test(line))).toEqual([])
  world.script = () => true
  const lastSign = 54_000
  await world.pass(10_000)
  expect(world.told.filter((line) => /Lost/.test(line))).toEqual([`${lastSign + 14_000} Lost`])
})

it('is doubted at once when something sent stays unanswered, when the machine wakes and when the page is shown again', async () => {
  const wakes$ = new Subject<void>()
  const world = scene({}, { wakes$ })
  await world.start()
  world.script = () => true
  world.say('a')
  await world.pass(10_000)
  expect(world.told.filter((line) => /Lost/.test(line))).toEqual(['10001 Lost'])
  const woken = scene({}, { wakes$ })
  await woken.start()
  woken.script = () => true
  await woken.pass(999)
  wakes$.next()
  await woken.pass(5_000)
  expect(woken.told.filter((line) => /Lost/.test(line))).toEqual(['6000 Lost'])
})

it('comes back later and later, and at once after a good while', async () => {
  const world = scene()
  await world.start()
  await world.pass(9_999)
  world.opening = false
  world.socket().close()
  await world.pass(501)
  world.socket().close()
  await world.pass(1_501)
  world.socket().close()
  world.opening = true
  await world.pass(3_100)
  expect(world.sockets.map(({ at }) => at)).toEqual([0, 10_500, 12_001, 15_002])
  expect(world.told.filter((line) => /Lost|Regained/.test(line))).toEqual(['10000 Lost', '15002 Regained'])
})

it('does not come back when the first try fails, or the service says that it is over', async () => {
  const first = scene()
  first.opening = false
  const answer = await first.start()
  first.socket().close()
  await first.pass(60_000)
  expect([answer, first.sockets.length, first.told]).toEqual([['refused'], 1, []])
  const later = scene()
  await later.start()
  await later.pass(6)
  later.script = ({ action }, { says }) => {
    if (action === 'configureSession') says('string', 'Session not found', { code: 4007 })
    return action === 'configureSession'
  }
  later.socket().close()
  await later.pass(60_000)
  expect(later.told.slice(-3)).toEqual(['7 Lost', '507 Failed webmessaging-4007', '507 Ended'])
  expect([later.sockets.length, later.store.kept.size]).toEqual([2, 0])
  const silent = scene()
  silent.opening = false
  const none = await silent.start()
  await silent.pass(10_000)
  expect([none, silent.scheduler.now()]).toEqual([['.', 'refused'], 10_001])
})

it('goes with the network, and is back with it', async () => {
  const online$ = new Subject<boolean>()
  const world = scene({}, { online$ })
  await world.start()
  await world.pass(99)
  online$.next(false)
  await world.pass(100)
  online$.next(true)
  await world.pass(100)
  online$.next(false)
  expect(world.told.filter((line) => /Lost|Regained/.test(line))).toEqual(['100 Lost', '200 Regained', '300 Lost'])
  expect(world.sockets).toHaveLength(2)
})

it('a place whose conveniences fail has a connection all the same', async () => {
  const online$ = new Subject<boolean>()
  const world = scene({}, { online$ })
  await world.start()
  online$.error(new Error('of the page'))
  world.socket().close()
  await world.pass(2_000)
  expect(world.told.filter((line) => /Lost|Regained|Ended/.test(line))).toEqual(['1 Lost', '501 Regained'])
})
