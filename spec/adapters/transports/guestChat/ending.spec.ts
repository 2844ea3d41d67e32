/** The end of a chat: what was said before it is told before it, whatever overtook what. */
import { frames, scene } from './scripted'
import type { Scene } from './scripted'
import { startCall } from './world'

const said = (id: string, text: string): unknown => frames.message(id, text).eventBody

/** A chat in which `messages` is what the server answers to who asks for the missed ones. */
const begun = async (messages: Scene['script']): Promise<Scene> => {
  const s = scene()
  s.transport.call(startCall).subscribe()
  await s.pass(0)
  s.sockets[0]?.say(frames.message('1', 'Hello'))
  await s.pass(0)
  s.script = (asked) => (asked.method === 'GET' && asked.path.startsWith('/c1/messages') ? messages(asked) : undefined)
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
