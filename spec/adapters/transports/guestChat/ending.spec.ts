/** The end of a chat: what was said before it is told before it, whatever overtook what. */
import type { Call } from '../../../../lib'
import { frames, scene } from './scripted'
import type { Scene, Scripted } from './scripted'
import { startCall } from './world'

const said = (id: string, text: string): unknown => frames.message(id, text).eventBody

const own = (state: string): Scripted => ({ status: 200, body: { id: 'g1', role: 'CUSTOMER', state } })

/** A chat in which `messages` is what the server answers to who asks for the missed ones, and `record` what it says of the guest. */
const begun = async (messages: Scene['script'], record: Scripted = own('DISCONNECTED')): Promise<Scene> => {
  const s = scene()
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  s.sockets[0]?.say(frames.message('1', 'Hello'))
  await s.pass(0)
  s.script = (asked) => {
    if (asked.method !== 'GET') return undefined
    if (asked.path === '/c1/members/g1') return record
    return asked.path.startsWith('/c1/messages') ? messages(asked) : undefined
  }
  return s
}

/** The server ends the chat and closes the stream after it. */
const end = (s: Scene): void => {
  s.sockets[0]?.say(frames.change('g1', 'DISCONNECTED'))
  s.sockets[0]?.close(1001)
}

test('the end overtakes the last words', async () => {
  const s = await begun(() => ({ status: 200, body: { entities: [said('1', 'Hello'), said('2', 'Bye')] } }))
  end(s)
  await s.pass(0)
  expect(s.lines().slice(1)).toEqual(['+Agent a1', 'Hello', 'Bye'])
  expect(s.tags()).toEqual(['Entries', 'Entries', 'Entries', 'Entries', 'Ended'])
})

test('nothing was overtaken: nothing is told twice', async () => {
  const s = await begun(() => ({ status: 200, body: { entities: [said('1', 'Hello')] } }))
  end(s)
  await s.pass(0)
  expect(s.tags()).toEqual(['Entries', 'Entries', 'Entries', 'Ended'])
})

test.each<[string, Scene['script'], number]>([
  ['no answer', () => 'never', 2_000],
  ['no server', () => 'refused', 900],
  ['refused', () => ({ status: 401 }), 0]
])('%s when the last words are asked for: the end is told all the same, and no loss of the connection', async (_, messages, within) => {
  const s = await begun(messages)
  end(s)
  await s.pass(within)
  expect(s.tags()).toEqual(['Entries', 'Entries', 'Entries', 'Ended'])
})

test.each<[string, Scripted, number]>([
  ['no answer', 'never', 2_000 + 2_000],
  ['no server', 'refused', 2_000],
  ['an error', { status: 503 }, 2_000],
  ['that there is no such member', { status: 404 }, 0]
])('%s when the own record is asked for: the frame is believed', async (_, record, within) => {
  const s = await begun(() => ({ status: 200, body: { entities: [] } }), record)
  end(s)
  await s.pass(within)
  expect(s.tags()).toEqual(['Entries', 'Entries', 'Entries', 'Ended'])
})

test('the own end is repeated while the own record says CONNECTED: the chat goes on, and nothing behind it is lost', async () => {
  const s = await begun(() => undefined, own('CONNECTED'))
  s.sockets[0]?.say(frames.change('g1', 'DISCONNECTED', '2025-01-01T11:00:00.000Z'))
  s.sockets[0]?.say(frames.message('2', 'behind it'))
  s.sockets[0]?.say(frames.change('g1', 'DISCONNECTED', '2025-01-01T11:00:00.000Z'))
  s.sockets[0]?.say(frames.message('3', 'and this'))
  await s.pass(0)
  expect(s.lines().slice(1)).toEqual(['+Agent a1', 'Hello', 'behind it', 'and this'])
  expect([s.tags().includes('Ended'), s.sockets[0]?.closed]).toEqual([false, false])
})

const requests = (s: Scene): ReadonlyArray<string> => s.asked.map(({ method, path }) => `${method} ${path}`)

/** Two lines are said, and then the chat is ended: all in one turn. `heard`: the answers in their order. */
const endsTalking = async (post: Scripted): Promise<{ readonly s: Scene; readonly heard: ReadonlyArray<string> }> => {
  const s = scene()
  const heard: string[] = []
  const call = (name: string, given: Call): void => {
    s.transport.call(given).subscribe((answer) => {
      if (answer._tag !== 'Progress') heard.push(`${name} ${answer._tag}`)
    })
  }
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  s.asked.length = 0
  s.script = ({ method, path }) => (method === 'POST' && path.endsWith('/messages') ? post : undefined)
  call('one', { type: 'sendMessage', text: 'one', options: {} })
  call('two', { type: 'sendMessage', text: 'two', options: {} })
  call('end', { type: 'end' })
  call('after it', { type: 'sendMessage', text: 'three', options: {} })
  await s.pass(0)
  return { s, heard }
}

const POST = 'POST /c1/members/g1/messages'
const LEAVE = 'DELETE /c1/members/g1'

test('ended right after something was said: it is sent and answered first, then the chat is left', async () => {
  const { s, heard } = await endsTalking({ status: 200, body: { id: 'm1' } })
  expect(requests(s)).toEqual([POST, POST, LEAVE])
  expect(heard).toEqual(['after it Left', 'one Right', 'two Right', 'end Right'])
  expect(s.sockets[0]?.closed).toBe(true)
})

test('ended while nothing comes back to what was said: left after two seconds, and everybody is answered', async () => {
  const { s, heard } = await endsTalking('never')
  await s.pass(1_999)
  expect([requests(s), heard]).toEqual([[POST], ['after it Left']])
  await s.pass(1)
  expect([requests(s), heard]).toEqual([[POST, LEAVE], ['after it Left', 'one Left', 'two Left', 'end Right']])
})

test('ended: forgotten and silent at once, also while what was said before is still on its way', async () => {
  const { s } = await endsTalking('never')
  const stored = s.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.ConversationID')
  s.sockets[0]?.say(frames.message('m9', 'late'))
  s.sockets[0]?.say(frames.change('g1', 'DISCONNECTED'))
  await s.pass(5_000)
  expect([stored, s.tags()]).toEqual([undefined, ['Entries']])
})

test.each<[string, Scene['script'], ReadonlyArray<string>]>([
  ['that is refused', () => ({ status: 401 }), ['Lost', 'Failed', 'Ended']],
  ['that is there', () => ({ status: 200, body: { entities: [] } }), ['Lost', 'Ended']]
])('over when it comes back from a gap, with a history %s: what is missing is told before the end', async (_, messages, expected) => {
  const s = await begun(messages, own('DISCONNECTED'))
  s.sockets[0]?.close()
  await s.pass(5_000)
  expect(s.tags().slice(-expected.length)).toEqual(expected)
})
