/** `using service = …`: what is open in a process while a chat runs, and after it was disposed. */
import { filter, firstValueFrom } from 'rxjs'
import { guestChat } from '../../adapters/transports/guestChat'
import { nodeEnvironment } from '../../adapters/node'
import { createService } from '../../lib'
import type { Service } from '../../lib'
import { status$ } from '../../lib/streams'
import { memoryTransport } from '../../testing'
import { startSandbox } from '../../sandbox/src/index'

const { dispose: key } = Symbol as { readonly dispose?: symbol }

it('is the same as dispose()', () => {
  const service = createService({ transport: memoryTransport() })
  expect(key).toBeDefined()
  expect(Reflect.get(service, key as symbol)).toBe(service.dispose) // this version of Node has it
  expect(Object.keys(service)).not.toContain(key)
})

const connected = (dataURL: string): Service => {
  const config = { transport: { type: 'purecloud-v2-sockets', dataURL, deploymentKey: 'd', orgGuid: 'o', interactionData: { routing: { targetAddress: 'Support' } } } }
  const opened = guestChat.open(config, nodeEnvironment())
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  return createService({ transport: opened.right, config })
}

it('leaves nothing open: no socket, no timer', async () => {
  const handles = (): ReadonlyArray<string> => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).sort()
  const before = handles() // the test runner's own
  const sandbox = await startSandbox({ port: 0, autoAgent: false })
  for (let i = 1; i <= 5; i += 1) {
    const service = connected(sandbox.url)
    service.command('startChat').subscribe()
    await firstValueFrom(status$(service).pipe(filter(({ name }) => name === 'active')))
    expect(handles().length).toBeGreaterThan(before.length)
    Reflect.get(service, key as symbol)()
  }
  await sandbox.close()
  const end = performance.now() + 10_000
  while (handles().length > before.length && performance.now() < end) await new Promise((resolve) => setImmediate(resolve))
  expect(handles().length).toBeLessThanOrEqual(before.length) // one that a service left would be there five times
}, 20_000)
