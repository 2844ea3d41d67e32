/** What is kept is bounded: sessions, files and addresses go when their time is over, and the oldest when there are too many. */
import type { Sandbox } from '../../src/index.js'
import { createExpiring } from '../../src/expiring.js'
import { createFiles } from '../../src/webMessaging/files.js'
import { defaultSettings } from '../../src/webMessaging/Settings.js'
import { sandboxed } from '../kit/guest.js'
import { testClock } from '../kit/testClock.js'
import type { Client } from './wire.js'
import { configured } from './wire.js'

const phases = ({ control }: Sandbox): ReadonlyArray<string> => control.conversations().map(({ phase }) => phase)

/** Resolves when the sandbox has seen the client go. */
const gone = async (sandbox: Sandbox, client: Client, left: number): Promise<void> => {
  client.socket.terminate()
  while (sandbox.webMessaging.sessions().reduce((sum, { connections }) => sum + connections, 0) !== left) await new Promise((resolve) => setImmediate(resolve))
}

test('an expired session that nobody is connected to is forgotten when another begins, and its conversation ends', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, webMessaging: { sessionSeconds: 60 } })
  const [leaves, stays] = [await configured(sandbox), await configured(sandbox)]
  for (const client of [leaves, stays]) {
    client.say('Hello')
    await client.next()
  }
  await gone(sandbox, leaves, 1)
  clock.advance(60_001)
  await configured(sandbox)
  expect(sandbox.webMessaging.sessions().map(({ connections }) => connections)).toEqual([1, 1])
  expect(phases(sandbox)).toEqual(['ended', 'waiting'])
  stays.say('Still known?')
  expect((await stays.next()).class).toBe('SessionExpiredEvent')
})

test('of too many sessions the one goes that expires first and has no connection', async () => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, keepSessions: 2 })
  const first = await configured(sandbox)
  clock.advance(1_000)
  const second = await configured(sandbox)
  clock.advance(1_000)
  await gone(sandbox, second, 1)
  await gone(sandbox, first, 0)
  await configured(sandbox)
  expect(sandbox.webMessaging.sessions().map(({ expiresAt }) => expiresAt - clock.now() - 259_200_000)).toEqual([-1_000, 0])
})

test('files go with their session, and the oldest when they are too much', () => {
  let now = 0
  const files = createFiles({ now: () => now, settings: () => defaultSettings, most: 10, changed: () => undefined })
  const keep = (id: string, token: string, bytes: number) => files.keep({ id, token, name: id, mime: 'text/plain', size: bytes, origin: 'http://x', content: Buffer.alloc(bytes) })
  const there = () => ['a', 'b', 'c'].filter((id) => files.find(id) !== undefined)
  keep('a', '1', 6)
  keep('b', '2', 4)
  expect(there()).toEqual(['a', 'b'])
  const announced = files.expect({ id: 'c', token: '2', name: 'c', mime: 'text/plain', size: 1, origin: 'http://x' })
  const key = announced.slice('http://x/sandbox-uploads/'.length)
  expect(files.uploading(key)?.id).toBe('c')
  const file = files.find('c')
  if (file) files.fill(file, Buffer.alloc(1))
  expect(there()).toEqual(['b', 'c'])
  now = 600_000
  expect(files.uploading(key)).toBe(undefined)
  files.forgetOf('2')
  expect(there()).toEqual([])
})

test('entries end by themselves, and the oldest of too many', () => {
  let now = 0
  const map = createExpiring<string>(() => now, 2)
  map.set('a', 'A', 10)
  map.set('b', 'B', 20)
  map.set('c', 'C', 5)
  expect(map.entries().map(([key]) => key)).toEqual(['b', 'c'])
  now = 5
  expect([map.get('b'), map.get('c')]).toEqual(['B', undefined])
  map.set('d', 'D', 20)
  map.set('e', 'E', 20)
  expect(map.entries().map(([key]) => key)).toEqual(['d', 'e'])
  map.deleteWhere((value) => value === 'D')
  expect(map.entries()).toEqual([['e', { value: 'E', until: 20 }]])
})
