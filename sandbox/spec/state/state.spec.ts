/** The state file: a sandbox that starts with one goes on with the conversations, sessions, files and tokens in it. */
import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { createTimers } from '../../src/Clock.js'
import { createFaultBox } from '../../src/faults/faultBox.js'
import { startSandbox } from '../../src/index.js'
import { createStateKeeper } from '../../src/state/stateFile.js'
import { statePart } from '../../src/state/StatePart.js'
import { createLinks } from '../../src/wire/links.js'
import { base, call, sandboxed, waitingGuest } from '../kit/guest.js'
import { openStream } from '../kit/stream.js'
import { testClock } from '../kit/testClock.js'
import { configured, deploymentId, dial, withAgent } from '../webMessaging/wire.js'

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'state-')), 'state.json')

it('is replaced as a whole, and nobody else may read it', async () => {
  const state = fresh()
  const sandbox = await sandboxed({ state })
  await waitingGuest(sandbox)
  expect(readdirSync(dirname(state))).toEqual(['state.json'])
  expect(statSync(state).mode & 0o777).toBe(0o600)
  expect(Object.keys(JSON.parse(readFileSync(state, 'utf8')))).toEqual(['format', 'conversations', 'keys', 'sessions', 'files', 'uploads', 'downloads', 'passes', 'gmsSessions', 'gmsTranscripts', 'gmsFiles', 'multicloudKey', 'multicloudSessions', 'multicloudTranscripts', 'multicloudFiles'])
})

it('guest chat goes on: token, history, members, stream, timeouts', async () => {
  const state = fresh()
  const clock = testClock()
  const before = await sandboxed({ state, clock })
  const guest = await waitingGuest(before)
  const { memberId } = before.control.addAgent(guest.id, { name: 'Alex', avatar: 'https://www.example.com/a.png' })
  await guest.say('Hello')
  before.control.sendMessage(guest.id, memberId, 'Hi')
  const known = before.control.conversation(guest.id)
  const history = await guest.call('GET', '/messages')

  const after = await sandboxed({ state, clock })
  expect(after.control.conversation(guest.id)).toEqual({ ...known, streams: 0 })
  const ask = (method: string, path: string, body?: unknown) => call(`${after.url}${base}/${guest.id}${path}`, method, body, { authorization: `Bearer ${guest.jwt}` })
  expect((await ask('GET', '/messages')).text).toBe(history.text)
  const stream = await openStream(`${after.url.replace('http', 'ws')}/chat/jwt/${guest.jwt}`)
  await ask('POST', `/members/${guest.memberId}/messages`, { body: 'Still there?' })
  expect((await stream.next()).eventBody?.['body']).toBe('Still there?')
  stream.socket.terminate()
  while (after.control.conversation(guest.id).streams > 0) await new Promise((resolve) => setImmediate(resolve))
  clock.advance(120_000)
  expect(after.control.conversation(guest.id).phase).toBe('ended')
})

it('a guest who does not come back is put out as if nothing had happened', async () => {
  const state = fresh()
  const clock = testClock()
  const guest = await waitingGuest(await sandboxed({ state, clock }))
  const after = await sandboxed({ state, clock })
  clock.advance(119_999)
  expect(after.control.conversation(guest.id).phase).toBe('waiting')
  clock.advance(1)
  expect(after.control.conversation(guest.id).phase).toBe('ended')
})

it('web messaging goes on: session, attributes, history, files, credentials', async () => {
  const state = fresh()
  const before = await sandboxed({ state })
  const client = await configured(before)
  client.say('Hello', { message: { type: 'Text', text: 'Hello', channel: { metadata: { customAttributes: { nickname: 'Ana' } } } } })
  await client.next()
  const { id, memberId } = withAgent(before)
  before.webMessaging.file(id, memberId, { name: 'a.txt', mime: 'text/plain', content: Buffer.from('hello').toString('base64') })
  const { body: sent } = await client.next()
  client.send({ action: 'getJwt' })
  const { jwt = '' } = (await client.until('JwtResponse')).body
  const [known] = before.webMessaging.sessions()

  const after = await sandboxed({ state })
  expect(after.webMessaging.sessions()).toEqual([{ ...known, connections: 0 }])
  const history = await fetch(`${after.url}/api/v2/webmessaging/messages`, { headers: { authorization: `bearer ${jwt}` } })
  expect(await history.json()).toMatchObject({ total: 2, entities: [{ id: sent['id'] }, { text: 'Hello' }] })
  const again = await dial(after, client.token)
  again.send({ action: 'configureSession', deploymentId })
  expect((await again.next()).body).toMatchObject({ connected: true, newSession: false })
  after.control.sendMessage(id, memberId, 'Welcome back')
  expect((await again.next()).body.text).toBe('Welcome back')
  const { attachment } = Object([sent['content']].flat()[0])
  expect(await (await fetch(String(attachment.url).replace(before.url, after.url))).text()).toBe('hello')
})

it('the automatic agent goes on answering', async () => {
  const state = fresh()
  const clock = testClock()
  const guest = await waitingGuest(await sandboxed({ state, clock, autoAgent: true }))
  clock.advance(10_000)
  const after = await sandboxed({ state, clock, autoAgent: true })
  const texts = () => after.control.conversation(guest.id).messages.filter(({ kind }) => kind === 'text').length
  const greeted = texts()
  await call(`${after.url}${base}/${guest.id}/members/${guest.memberId}/messages`, 'POST', { body: 'thanks' }, { authorization: `Bearer ${guest.jwt}` })
  clock.advance(1_700)
  expect([greeted, texts()]).toEqual([1, 3])
})

it('what was forgotten stays forgotten', async () => {
  const state = fresh()
  const before = await sandboxed({ state })
  await waitingGuest(before)
  await configured(before)
  before.control.reset()
  await before.close()
  const after = await sandboxed({ state })
  expect([after.control.conversations(), after.webMessaging.sessions()]).toEqual([[], []])
})

it('is written before anything that follows from a change leaves', () => {
  const order: string[] = []
  const timers = createTimers(testClock())
  const keeper = { changed: () => undefined, close: () => undefined, flush: () => void order.push('written') }
  const links = createLinks({ timers, box: createFaultBox(timers), heartbeat: 1_000, counted: () => undefined, keeper })
  const socket = Object.assign(new EventEmitter(), { readyState: WebSocket.OPEN, send: (frame: string) => order.push(frame) })
  // Only these parts of a socket are used.
  links.add('c', socket as unknown as WebSocket, { poison: () => '' })
  links.broadcast('c', 'told')
  expect(order).toEqual(['written', 'told'])
  timers.stop()
})

it('is written at once when asked, and at the end of the turn otherwise', async () => {
  const state = fresh()
  let value = 1
  const keeper = createStateKeeper(state, () => [statePart({ name: 'value', schema: z.number(), save: () => value, load: () => undefined })])
  const written = (): unknown => (existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')).value : undefined)
  keeper.changed()
  expect(written()).toBe(undefined)
  keeper.flush()
  expect(written()).toBe(1)
  value = 2
  keeper.changed()
  await Promise.resolve()
  expect(written()).toBe(2)
  value = 3
  keeper.flush()
  expect(written()).toBe(2)
  keeper.close()
  keeper.changed()
  await Promise.resolve()
  expect(written()).toBe(2)
})

it.each([
  ['{', 'cannot be read'],
  ['[]', 'cannot be used: state: found an array, expected an object'],
  ['{"format":2}', 'cannot be used: state.format: found 2, expected 1'],
  ['{"format":1,"conversations":[{}]}', 'cannot be used: state.conversations[0].id: found nothing']
])('that holds %s is refused with what is wrong', async (content, expected) => {
  const state = fresh()
  writeFileSync(state, content)
  await expect(startSandbox({ port: 0, state })).rejects.toThrow(expected)
})
