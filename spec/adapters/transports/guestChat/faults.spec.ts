/** What goes wrong on the way: after each, nothing is lost, nothing is twice, and all is in order. */
import { until, startCall, world } from './world'
import type { Client, World } from './world'

let w: World
let agent: string

const begin = async (transport: Readonly<Record<string, unknown>> = {}): Promise<Client> => {
  const client = w.client(transport)
  await client.answer(startCall)
  agent = w.control.addAgent(w.id(), { name: 'Ann' }).memberId
  w.control.sendMessage(w.id(), agent, 'one')
  await until(() => client.lines().length === 3, client.lines)
  return client
}

const say = (text: string): unknown => w.control.sendMessage(w.id(), agent, text)

/** The server's own list, in the words of `lines`. */
const truth = (): ReadonlyArray<string> => {
  const { messages, members } = w.control.conversation(w.id())
  const names = new Map(members.map(({ id, name, role }) => [id, role === 'queue' ? undefined : name]))
  return messages.flatMap(({ kind, memberId, text }) => {
    const name = names.get(memberId)
    return kind === 'join' ? (name ? [`+${name}`] : []) : kind === 'leave' ? (name ? [`-${name}`] : []) : [text]
  })
}

const isComplete = async (client: Client, within = 5_000): Promise<void> => {
  await until(() => client.lines().length >= truth().length, client.lines, within)
  expect(client.lines()).toEqual(truth())
}

beforeEach(async () => {
  w = await world({ heartbeat: 100 })
})
afterEach(() => w.close())

test('silence is noticed and overcome', async () => {
  const client = await begin({ socketHeartbeatTrackerInterval: 300 })
  w.control.fault({ kind: 'silence', duration: 60_000 })
  say('two')
  await until(() => client.tags().includes('Regained'), client.tags)
  say('three')
  await isComplete(client)
})

test('a short silence that nobody notices: an own message that does not come back is looked for', async () => {
  const client = await begin()
  w.control.fault({ kind: 'silence', duration: 200 })
  say('two')
  await client.answer({ type: 'sendMessage', text: 'three', options: {} })
  await isComplete(client)
  expect(client.tags()).not.toContain('Lost')
})

test('refused for a while, REST too', async () => {
  const client = await begin()
  w.control.fault({ kind: 'refuse', duration: 700, http: true })
  w.control.fault({ kind: 'drop' })
  say('two')
  await until(() => client.tags().includes('Regained'), client.tags, 15_000)
  await isComplete(client)
}, 20_000)

test('refused sockets only: what is said is read all the same', async () => {
  const client = await begin()
  w.control.fault({ kind: 'refuse', duration: 60_000 })
  w.control.fault({ kind: 'drop' })
  say('two')
  await isComplete(client)
  expect(client.tags()).not.toContain('Regained')
  say('three')
  w.control.clearFaults()
  await until(() => client.tags().includes('Regained'), client.tags, 15_000)
  await isComplete(client)
}, 20_000)

test('poison is counted by the core, skipped here, and says nothing of its contents', async () => {
  const client = await begin()
  w.control.fault({ kind: 'poison', what: ['notJson', 'null', 'array', 'unknownType', 'otherConversation', 'missingFields'] })
  say('two')
  await isComplete(client)
  expect(client.inbound.filter(({ _tag }) => _tag === 'Left')).toEqual([
    { _tag: 'Left', left: { errors: ['frame: expected JSON text'] } },
    { _tag: 'Left', left: { errors: ['frame: expected an object, found null'] } },
    { _tag: 'Left', left: { errors: ['frame: expected an object, found an array'] } }
  ])
})

test('duplicates are told once', async () => {
  const client = await begin()
  w.control.fault({ kind: 'duplicate', count: 20 })
  for (let i = 0; i < 10; i += 1) say(`${i}`)
  w.control.removeAgent(w.id(), agent)
  await isComplete(client)
})

test('swapped frames are all there', async () => {
  const client = await begin()
  w.control.fault({ kind: 'reorder', count: 5 })
  for (let i = 0; i < 10; i += 1) say(`${i}`)
  await until(() => client.lines().length === truth().length, client.lines)
  expect([...client.lines()].sort()).toEqual([...truth()].sort())
})

test('swapped and then cut off: the gap is read from before the swap', async () => {
  const client = await begin()
  w.control.fault({ kind: 'reorder', count: 1 })
  say('two') // held back until it is overtaken
  w.control.fault({ kind: 'drop' })
  await until(() => client.tags().includes('Regained'), client.tags)
  say('three')
  await until(() => client.lines().length === truth().length, client.lines)
  expect([...client.lines()].sort()).toEqual([...truth()].sort())
})

test.each([401, 404])('%i for the own member after a drop is the end', async (status) => {
  const client = await begin()
  w.control.fault({ kind: 'status', status, count: 100 })
  w.control.fault({ kind: 'drop' })
  await until(() => client.tags().includes('Ended'), client.tags)
  // The history is refused too: that something may be missing is told before the end.
  expect(client.tags().slice(-3)).toEqual(['Lost', 'Failed', 'Ended'])
  expect(w.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.JWtoken')).toBeUndefined()
})

test('ended while away: the last words, then the end', async () => {
  const client = await begin()
  w.control.fault({ kind: 'refuse', duration: 300 })
  w.control.fault({ kind: 'drop' })
  say('bye')
  w.control.end(w.id())
  await until(() => client.tags().includes('Ended'), client.tags)
  expect(client.lines()).toEqual(['+Sample Guest', '+Ann', 'one', 'bye', '-Ann'])
})

test('a close code alone decides nothing', async () => {
  const client = await begin()
  w.control.fault({ kind: 'drop', code: 1001 })
  await until(() => client.tags().includes('Regained'), client.tags)
  say('two')
  await isComplete(client)
})

test('a gap that cannot be filled at first is filled later', async () => {
  const client = await begin()
  w.control.fault({ kind: 'status', status: 500, count: 4, path: '/messages' })
  w.control.fault({ kind: 'drop' })
  say('two')
  await until(() => client.tags().includes('Regained'), client.tags, 15_000)
  say('three')
  await isComplete(client)
}, 20_000)

test('slow gap fill: what comes meanwhile comes after it', async () => {
  const client = await begin()
  w.control.fault({ kind: 'drop' })
  say('two')
  w.control.fault({ kind: 'slow', delay: 300, count: 3 })
  await until(() => w.control.conversation(w.id()).streams === 1)
  say('three')
  await isComplete(client)
})

test('joins and leaves that were missed', async () => {
  const client = await begin()
  w.control.fault({ kind: 'drop' })
  const bob = w.control.transfer(w.id(), agent, { name: 'Bob' })
  w.control.sendMessage(w.id(), bob.memberId, 'I am Bob')
  await until(() => client.tags().includes('Regained'), client.tags)
  await isComplete(client)
})

test('a storm: 100 messages, both sides, ten drops', async () => {
  const client = await begin({ socketReconnectInterval: 50 })
  for (let i = 0; i < 50; i += 1) {
    say(`agent ${i}`)
    const sent = client.answer({ type: 'sendMessage', text: `guest ${i}`, options: {} })
    if (i % 5 === 0) w.control.fault({ kind: 'drop' })
    if (i % 7 === 0) w.control.fault({ kind: 'duplicate', count: 3 })
    await sent
  }
  await isComplete(client, 20_000)
  expect(truth().length).toBe(103)
}, 30_000)
