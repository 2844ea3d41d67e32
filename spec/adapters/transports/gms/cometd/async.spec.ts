/** Asynchronous chats over CometD: the site keeps what identifies them, by two functions that may do anything. */
import { NEVER } from 'rxjs'
import { shared, world } from './scripted'

const KEYS = { sessionID: 'c1', userId: 'u', secureKey: 's', alias: 'a' }

const transcriptOf = (count: number): object[] =>
  Array.from({ length: count }, (_, i) => ({ index: i + 1, type: i === 0 ? 'ParticipantJoined' : 'Message', utcTime: 1_700_000_000_000 + i, from: { nickname: 'Jo', participantId: 1, type: 'Client' }, ...(i > 0 && { text: `m${i + 1}` }) }))

const asyncOf = (more: object) => ({ async: { enabled: true, maxMessagePageSize: 3, setSessionData: () => JSON.stringify(KEYS), getSessionData: () => undefined, ...more } })

it('a chat that begins is handed to the site, and is marked as asynchronous', async () => {
  const handed: unknown[] = []
  const place = shared()
  const it = world(asyncOf({ getSessionData: (text: string) => handed.push(JSON.parse(text)) }), place)
  it.command('startChat', { nickname: 'Jo' })
  await it.pass(100)
  it.delivers({ statusCode: 0, chatEnded: false, secureKey: 's2' })
  await it.pass(100)
  expect(handed).toEqual([KEYS, { ...KEYS, secureKey: 's2' }])
  expect(it.asked[1]?.data?.userData).toMatchObject({ GCTI_Chat_AsyncMode: 'true' })
  expect(place.store.get('_genesys.widgets.webchat.state.session')).toBeUndefined()
  expect(it.told()).not.toContain('error')
})

it('a chat is taken up with its last page, and older pages are fetched until there are none', async () => {
  const place = { ...shared(), transcript: transcriptOf(9) }
  const it = world(asyncOf({}), place)
  const restored = it.command('restore')
  await it.pass(100)
  expect(restored.answer).toMatchObject({ _tag: 'Right' })
  const pages: unknown[] = [it.told().slice(-1)]
  for (let i = 0; i < 3; i += 1) {
    const fetched = it.command('fetchHistory')
    await it.pass(100)
    pages.push([(fetched.answer as { _tag: string })._tag, it.told().slice(-1)[0]])
  }
  it.says('new')
  await it.pass(100)
  expect(pages).toEqual([['m6, m7, m8, m9'], ['Right', 'm3, m4, m5'], ['Right', 'ParticipantJoined, m2'], ['Left', 'ParticipantJoined, m2']])
  expect(it.events.find(({ _tag }) => _tag === 'restored')).toMatchObject({ data: { async: true } })
  expect(it.told().filter((name) => name === 'm4' || name === 'new')).toEqual(['new'])
})

const thrown = (): never => {
  throw new Error('the site is broken')
}

it.each<[string, () => unknown, string]>([
  ['throws', thrown, 'webchat.async.setSessionData: it failed'],
  ['rejects', () => Promise.reject(new Error('x')), 'webchat.async.setSessionData: it failed'],
  ['never answers', () => new Promise(() => undefined), 'webchat.async.setSessionData: no answer within 5000 ms'],
  ['answers with a number', () => 7, 'webchat.async.setSessionData: expected JSON text or an object, found a number'],
  ['answers with no JSON', () => 'nonsense', 'webchat.async.setSessionData: expected JSON text or an object, found a string'],
  ['answers with an object without keys', () => ({ alias: 'a' }), 'webchat.async.setSessionData: expected a secureKey, found none']
])('setSessionData that %s fails the restore by name, and a chat can begin', async (_, setSessionData, sentence) => {
  const it = world(asyncOf({ setSessionData }))
  const restored = it.command('restore')
  await it.pass(6_000)
  expect(restored.answer).toMatchObject({ _tag: 'Left' })
  expect(JSON.stringify(it.events.filter(({ _tag }) => _tag === 'restoreFailed'))).toContain(sentence)
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(1_000)
  expect(started.answer).toMatchObject({ _tag: 'Right' })
})

it.each<[string, () => unknown]>([['nothing', () => undefined], ['an empty text', () => ''], ['an empty object', () => ({})]])('setSessionData that answers with %s: there is no chat, and nothing is asked', async (_, setSessionData) => {
  const it = world(asyncOf({ setSessionData }))
  it.command('restore')
  await it.pass(1_000)
  expect([it.asked, it.told()]).toEqual([[], []])
})

it.each<[string, () => unknown]>([['throws', thrown], ['rejects', () => Promise.reject(new Error('x'))]])('getSessionData that %s is told by its name, and the chat goes on', async (_, getSessionData) => {
  const it = world(asyncOf({ getSessionData }))
  it.command('startChat', { nickname: 'Jo' })
  await it.pass(200)
  it.says('Hello')
  await it.pass(200)
  expect(it.told().slice(-1)).toEqual(['Hello'])
  expect(JSON.stringify(it.events.filter(({ _tag }) => _tag === 'error'))).toContain('webchat.async.getSessionData: it failed')
  expect(JSON.stringify(it.events)).not.toContain('the site is broken')
})

it('getSessionData that never answers holds nothing up', async () => {
  const it = world(asyncOf({ getSessionData: () => NEVER }))
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(200)
  expect(started.answer).toMatchObject({ _tag: 'Right' })
})
