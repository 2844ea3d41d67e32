/** A server that is killed in mid-traffic and started again knows everything that it had answered. Needs a build. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { base, call, creation } from '../kit/guest.js'
import { openStream } from '../kit/stream.js'
import { dial } from '../webMessaging/wire.js'

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

/** Resolves with its origin. */
const start = async (state: string, port: string): Promise<{ readonly url: string; readonly child: ChildProcess }> => {
  const child = spawn(process.execPath, [resolve(__dirname, '../../dist/cli.js'), '--port', port, '--state', state, '--no-auto-agent'], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    const url = /dataURL\s+(\S+)/.exec(said)?.[1]
    if (url !== undefined) return { url, child }
  }
  throw new Error(`The sandbox did not start: ${said}`)
}

it('loses nothing that it answered or told', async () => {
  const state = join(mkdtempSync(join(tmpdir(), 'state-')), 'state.json')
  const first = await start(state, '0')
  const { body } = await call(`${first.url}${base}`, 'POST', creation)
  const { id, jwt, eventStreamUri, member } = body as unknown as { id: string; jwt: string; eventStreamUri: string; member: { id: string } }
  const headers = { authorization: `Bearer ${jwt}` }
  await (await openStream(eventStreamUri)).take(5)
  const messaging = await dial({ url: first.url })
  messaging.send({ action: 'configureSession', deploymentId: 'd1' })
  await messaging.next()
  for (let round = 0; round < 4; round += 1) messaging.say(`messaging ${round}`)
  for (let round = 0; round < 4; round += 1) await messaging.next()
  for (let round = 0; round < 20; round += 1) await call(`${first.url}${base}/${id}/members/${member.id}/messages`, 'POST', { body: `guest ${round}` }, headers)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await start(state, new URL(first.url).port)
  const history = await call(`${second.url}${base}/${id}/messages`, 'GET', undefined, headers)
  const texts = [history.body['entities']].flat().flatMap((entity) => Object(entity).body ?? [])
  expect(texts).toEqual(Array.from({ length: 20 }, (_, round) => `guest ${round}`))
  const again = await dial({ url: second.url }, messaging.token)
  again.send({ action: 'configureSession', deploymentId: 'd1' })
  expect((await again.next()).body).toMatchObject({ newSession: false })
  const { sessions } = (await call(`${second.url}/sandbox/webmessaging`, 'GET')).body as unknown as { sessions: ReadonlyArray<{ messages: ReadonlyArray<{ text: string }> }> }
  expect(sessions.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(Array.from({ length: 4 }, (_, round) => `messaging ${round}`))
}, 30_000)
