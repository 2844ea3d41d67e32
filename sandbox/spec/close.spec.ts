/** `close` leaves nothing open: no socket, no timer, no server. The first one needs a build. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '../src/index.js'
import { base, creation, waitingGuest } from './kit/guest.js'
import { testClock } from './kit/testClock.js'

/** What the system has yet to tell about closed sockets is told within a few turns. */
const settled = async (is: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 10_000 && !is(); turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const here = (path: string): string => JSON.stringify(pathToFileURL(resolve(__dirname, path)).href)

/** A process of its own, which ends by itself only when nothing is left open in it. `fetch` and `ws` clients included. */
const PROGRAM = `
import { WebSocket } from ${here('../../node_modules/ws/wrapper.mjs')}
import { startSandbox } from ${here('../dist/index.js')}
const sandbox = await startSandbox({ port: 0 })
const create = () => fetch(sandbox.url + '${base}', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(creation))}
}).then((response) => response.json())
const heard = (socket) => new Promise((done) => socket.once('message', done))
const guests = [await create(), await create()]
for (const { eventStreamUri } of guests) await heard(new WebSocket(eventStreamUri))
await create()
await heard(new WebSocket(sandbox.url.replace('http', 'ws') + '/sandbox/desk'))
sandbox.control.fault({ kind: 'silence', duration: 60000, conversationId: guests[0].id })
sandbox.control.fault({ kind: 'slow', delay: 60000 })
const slow = create().then(() => 'answered', () => 'cut off')
await sandbox.close()
console.log(await slow)
`

describe('close', () => {
  it('ends every socket and timer, also with streams, faults and an automatic agent at work', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM], { timeout: 20_000 })
    expect(stdout.trim()).toBe('cut off')
  }, 30_000)

  it('leaves no timer, now or when the last socket is noticed to be gone, and can be repeated', async () => {
    const clock = testClock()
    const sandbox = await startSandbox({ port: 0, clock })
    const guest = await waitingGuest(sandbox)
    sandbox.control.addAgent(guest.id, { name: 'Agent' })
    expect(clock.pending()).toBeGreaterThan(0)
    await sandbox.close()
    await guest.stream.closed
    await settled(() => sandbox.control.conversation(guest.id).streams === 0)
    expect(clock.pending()).toBe(0)
    await sandbox.close()
  })

  it('is not needed after a port that is taken', async () => {
    const first = await startSandbox({ port: 0 })
    const port = Number(new URL(first.url).port)
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
  })
})
