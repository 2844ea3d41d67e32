/** Events for `for await`: what waits for a slow reader. */
import { createService } from '../../lib'
import { each } from '../../adapters/streams'
import type { Buffer } from '../../adapters/streams'
import { memoryTransport, says } from '../../testing'

/** What is read when five messages come before anybody reads the second. */
const readSlowly = async (buffer?: Buffer): Promise<ReadonlyArray<string>> => {
  const transport = memoryTransport()
  const service = createService({ transport })
  service.command('startChat').subscribe()
  const read: string[] = []
  const reader = each(service, 'messageReceived', buffer === undefined ? {} : { buffer })
  const first = reader.next() // subscribes
  transport.deliver(says('1'))
  const { value } = await first
  read.push(value.messages[0].text)
  for (const text of ['2', '3', '4', '5']) transport.deliver(says(text))
  const rest = (async () => {
    for await (const { messages } of reader) read.push(...messages.map(({ text }) => text))
  })()
  await new Promise((resolve) => setImmediate(resolve))
  service.dispose()
  await rest
  return read
}

it.each([
  [undefined, ['1', '2', '3', '4', '5']],
  ['all', ['1', '2', '3', '4', '5']],
  ['latest', ['1', '5']],
  [{ limit: 2 }, ['1', '4', '5']],
  [{ limit: 9 }, ['1', '2', '3', '4', '5']]
] as const)('%j', async (buffer, expected) => expect(await readSlowly(buffer)).toEqual(expected))

it('whoever leaves the loop listens no longer', async () => {
  const transport = memoryTransport()
  const service = createService({ transport })
  service.command('startChat').subscribe()
  for (const buffer of ['all', 'latest', { limit: 1 }] as const) {
    const reader = each(service, 'messageReceived', { buffer })
    const first = reader.next()
    transport.deliver(says(JSON.stringify(buffer)))
    await first
    await reader.return?.()
    expect(await reader.next()).toEqual({ done: true, value: undefined })
  }
})

it.each([0, -1, 1.5, NaN])('refuses a limit of %p', (limit) => {
  const service = createService({ transport: memoryTransport() })
  expect(() => each(service, 'ended', { buffer: { limit } })).toThrow('each: buffer.limit: expected a whole number from 1 on')
})
