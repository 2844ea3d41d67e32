/** `close` leaves nothing open: no socket, no timer, no server. */
import { WebSocket } from 'ws'
import { startSandbox } from '../src/index.js'
import { createGuest, waitingGuest } from './kit/guest.js'
import { testClock } from './kit/testClock.js'

const held = (): ReadonlyArray<string> => process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout|Server/.test(kind)).sort()

/** What the system has yet to tell about closed sockets is told within a few turns. */
const settled = async (is: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 10_000 && !is(); turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('close', () => {
  it('ends every socket and timer, also with streams, faults and an automatic agent at work', async () => {
    const before = held()
    const sandbox = await startSandbox({ port: 0 })
    const guests = [await waitingGuest(sandbox), await waitingGuest(sandbox)]
    await createGuest(sandbox)
    const desk = new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/desk`)
    await new Promise((resolve) => desk.once('message', resolve))
    sandbox.control.fault({ kind: 'silence', duration: 60_000, conversationId: guests[0]?.id ?? '' })
    sandbox.control.fault({ kind: 'slow', delay: 60_000 })
    const slow = createGuest(sandbox).then(() => 'answered', () => 'cut off')
    expect(held().length).toBeGreaterThan(before.length)
    await sandbox.close()
    expect(await slow).toBe('cut off')
    for (const { stream } of guests) await stream.closed
    // fetch keeps idle timers of its own, and a spec that ran before may be on its way out: ours are the server and what it accepted.
    const sockets = (): number => held().filter((kind) => kind === 'TCPSocketWrap').length
    const atStart = before.filter((kind) => kind === 'TCPSocketWrap').length
    await settled(() => sockets() <= atStart && !held().includes('TCPServerWrap'))
    expect(sockets()).toBeLessThanOrEqual(atStart)
    expect(held()).not.toContain('TCPServerWrap')
    await expect(fetch(sandbox.url)).rejects.toThrow()
  })

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
