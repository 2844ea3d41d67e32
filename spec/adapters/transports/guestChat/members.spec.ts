/** Coming, going, and who is who: told once, whatever the stream repeats, swaps or leaves out. */
import { until, startCall, world } from './world'
import type { Client, World } from './world'
import type { SandboxOptions } from '../../../../sandbox/src/index'

let w: World
const begin = async (transport: Readonly<Record<string, unknown>> = {}, options: Partial<SandboxOptions> = {}): Promise<Client> => {
  w = await world(options)
  const client = w.client(transport)
  await client.answer(startCall)
  return client
}
afterEach(() => w.close())

/** Everything up to here has arrived once this line has. */
const settle = async (client: Client, memberId: string): Promise<void> => {
  w.control.sendMessage(w.id(), memberId, 'done')
  await until(() => client.lines().includes('done'), client.lines)
}

test('an agent joins once, however often that is said', async () => {
  const client = await begin()
  w.control.fault({ kind: 'duplicate', count: 100 })
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.repeat(w.id(), memberId)
  w.control.sendMessage(w.id(), memberId, 'one')
  w.control.repeat(w.id(), memberId)
  await settle(client, memberId)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'one', 'done'])
})

test('offered and declined is nothing; taken is a join', async () => {
  const client = await begin()
  const first = w.control.addAgent(w.id(), { name: 'Ann', alerting: true })
  w.control.decline(w.id(), first.memberId)
  const second = w.control.addAgent(w.id(), { name: 'Bob', alerting: true })
  w.control.connect(w.id(), second.memberId)
  await settle(client, second.memberId)
  expect(client.lines()).toEqual(['+Sample Guest', '+Bob', 'done'])
})

test('a transfer: one leaves, the other joins, the chat goes on', async () => {
  const client = await begin()
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.sendMessage(w.id(), memberId, 'one')
  const next = w.control.transfer(w.id(), memberId, { name: 'Bob' })
  await settle(client, next.memberId)
  expect([...client.lines()].sort()).toEqual(['+Ann', '+Bob', '+Sample Guest', '-Ann', 'done', 'one'])
  expect(client.tags()).not.toContain('Ended')
})

test('the agent leaves and comes back as another member', async () => {
  const client = await begin()
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.removeAgent(w.id(), memberId)
  const again = w.control.addAgent(w.id(), { name: 'Ann' })
  await settle(client, again.memberId)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', '-Ann', '+Ann', 'done'])
})

test('a bot speaks, its notices are lines of the system, its coming and going is not told', async () => {
  const client = await begin()
  w.control.bot(w.id(), { body: 'Welcome', name: 'Robo' })
  w.control.bot(w.id(), { body: 'Please hold', notice: true, leave: true })
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  await settle(client, memberId)
  expect(client.lines()).toEqual(['+Sample Guest', 'Welcome', 'Please hold', '+Ann', 'done'])
  const spoken = client.frames().flatMap((frame) => (frame._tag === 'Entries' ? frame.entries.map(({ message }) => [message.type, message.from.type]) : []))
  expect(spoken).toEqual([['ParticipantJoined', 'Client'], ['Message', 'Bot'], ['Notice', 'External'], ['ParticipantJoined', 'Agent'], ['Message', 'Agent']])
})

test('with botEventsEnabled it is told', async () => {
  const client = await begin({ botEventsEnabled: true })
  w.control.bot(w.id(), { body: 'Welcome', name: 'Robo', leave: true })
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  await settle(client, memberId)
  expect(client.lines()).toEqual(['+Sample Guest', '+Robo', 'Welcome', '-Robo', '+Ann', 'done'])
})

test('frames wait for the record of who is not known yet, in order; it is asked for once', async () => {
  const client = await begin()
  w.control.fault({ kind: 'slow', delay: 300, count: 1, path: '/members/' })
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  for (let i = 0; i < 20; i += 1) w.control.sendMessage(w.id(), memberId, `${i}`)
  await settle(client, memberId)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', ...Array.from({ length: 20 }, (_, i) => `${i}`), 'done'])
})

test.each([404, 500, 503])('a record that cannot be had (%i) takes no line with it', async (status) => {
  const client = await begin()
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.fault({ kind: 'status', status, count: 3, path: `/members/${memberId}` })
  w.control.sendMessage(w.id(), memberId, 'one')
  await until(() => client.lines().includes('one'), client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', 'one'])
  // The next line asks for the record again, without waiting for it; those after it know who speaks.
  w.control.sendMessage(w.id(), memberId, 'two')
  await until(() => {
    w.control.typing(w.id(), memberId)
    return client.tags().includes('Typing')
  }, client.tags)
  await settle(client, memberId)
  expect(client.lines()).toEqual(['+Sample Guest', 'one', 'two', '+Ann', 'done'])
})

test('the chat is ended by the agent: ended is told, nothing after it, and it cannot be restored', async () => {
  const client = await begin()
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.sendMessage(w.id(), memberId, 'bye')
  w.control.end(w.id())
  await until(() => client.tags().includes('Ended'), client.tags)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'bye', '-Ann'])
  expect(client.tags().slice(-1)).toEqual(['Ended'])
  expect(await w.client().answer({ type: 'restore' })).toMatchObject({ left: { errorReason: 'NoSession' } })
  expect(await client.answer({ type: 'sendMessage', text: 'x', options: {} })).toMatchObject({ left: { errorReason: 'NoSession' } })
})
