/** Bad answers to every request: each is told, none hangs, and none is repeated that must not be. */
import type { Answer, Call } from '../../../../lib'
import { scene } from './scripted'
import type { Asked, Scene, Scripted } from './scripted'
import { startCall } from './world'

const PASSING = [429, 500, 502, 503, 504, 408]

const bodyOf = (status: number) => ({ message: 'No', code: `some.code.${status}`, status, contextId: 'x' })

const statuses: ReadonlyArray<readonly [string, Scripted, object]> = [
  ...[400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 502, 503, 504].map(
    (status): readonly [string, Scripted, object] => [
      `${status}`,
      { status, body: bodyOf(status), headers: { 'content-type': 'application/json' } },
      { status, errorReason: `some.code.${status}`, responseJSON: bodyOf(status), responseText: JSON.stringify(bodyOf(status)), headers: { 'content-type': 'application/json' } }
    ]
  ),
  ['429 with Retry-After', { status: 429, body: '', headers: { 'retry-after': '30' } }, { status: 429, errorReason: 'http', headers: { 'retry-after': '30' } }],
  ['502 with a page of HTML', { status: 502, body: '<html>' }, { status: 502, errorReason: 'http', responseText: '<html>', responseJSON: undefined }],
  ['connection refused', 'refused', { status: 0, errorReason: 'network', statusText: 'The server could not be reached.' }],
  ['no answer', 'never', { status: 0, errorReason: 'timeout' }]
]

const isPassing = (answer: Scripted): boolean => answer === 'refused' || (answer !== 'never' && PASSING.includes(answer.status) && !answer.headers?.['retry-after'])

interface Case {
  readonly name: string
  readonly call: Call
  readonly matches: (asked: Asked) => boolean
  readonly running: (() => Promise<Scene>) | undefined
  /** It may be asked again. */
  readonly repeats: boolean
}

const stored = (s: Scene): void =>
  Object.entries({ JWtoken: 'secret-token', ConversationID: 'c1', MemberID: 'g1', WS_URL: 'wss://stream/secret-token' }).forEach(([key, value]) =>
    s.store.set(`_genesys.widgets.webchat.state.purecloud-v2-sockets.${key}`, value)
  )

const answers = (s: Scene, call: Call): Answer[] => {
  const given: Answer[] = []
  s.transport.call(call).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  return given
}

/** A chat that begins here. */
const begun = async (): Promise<Scene> => {
  const s = scene()
  answers(s, startCall)
  await s.pass(0)
  s.sockets[0]?.say({ eventBody: { id: 'm0', conversation: { id: 'c1' }, sender: { id: 'g1' }, body: 'hi', timestamp: '2025-01-01T12:00:01.000Z' }, metadata: { type: 'message' } })
  return s
}

/** A chat that is taken up again, with more to read than its last page. */
const restored = async (): Promise<Scene> => {
  const s = scene()
  stored(s)
  s.script = ({ path }) => (path.startsWith('/c1/messages') ? { status: 200, body: { entities: [{ id: 'm0', body: 'hi' }], next: '/more' } } : undefined)
  answers(s, { type: 'restore' })
  await s.pass(0)
  return s
}

const cases: ReadonlyArray<Case> = [
  { name: 'create', call: startCall, matches: ({ method, path }) => method === 'POST' && path === '', running: undefined, repeats: false },
  { name: 'send', call: { type: 'sendMessage', text: 'private words', options: {} }, matches: ({ path }) => path === '/c1/members/g1/messages', running: begun, repeats: false },
  { name: 'typing', call: { type: 'sendTyping', typing: true, text: '' }, matches: ({ path }) => path === '/c1/members/g1/typing', running: begun, repeats: false },
  { name: 'leave', call: { type: 'end' }, matches: ({ method }) => method === 'DELETE', running: begun, repeats: false },
  { name: 'older page', call: { type: 'fetchHistory' }, matches: ({ path }) => path.endsWith('before=m0'), running: restored, repeats: true },
  { name: 'own member of a restore', call: { type: 'restore' }, matches: ({ path }) => path === '/c1/members/g1', running: undefined, repeats: true },
  { name: 'members of a restore', call: { type: 'restore' }, matches: ({ path }) => path === '/c1/members', running: undefined, repeats: true },
  { name: 'history of a restore', call: { type: 'restore' }, matches: ({ path }) => path.startsWith('/c1/messages'), running: undefined, repeats: true }
]

describe.each(cases)('$name', ({ call, matches, running, repeats }) => {
  test.each(statuses)('%s', async (_, answer, expected) => {
    const s = running ? await running() : scene()
    if (call.type === 'restore') stored(s)
    s.script = (asked) => (matches(asked) ? answer : undefined)
    const given = answers(s, call)
    // A heartbeat keeps the stream alive while time passes.
    for (let i = 0; i < 40 && given.length === 0; i += 1) {
      s.sockets.filter(({ closed }) => !closed).forEach(({ say }) => say({ eventBody: {} }))
      await s.pass(1_000)
    }
    // Of a message that may have arrived nobody can say more.
    const unknown = call.type === 'sendMessage' && answer === 'refused' ? { statusText: 'It is not known whether the message has arrived.' } : {}
    expect(given).toMatchObject([{ _tag: 'Left', left: { ...expected, ...unknown } }])
    expect(JSON.stringify(given)).not.toMatch(/secret-token|private words/)
    // What may have arrived is said once more when the history does not have it.
    const isSaidAgain = call.type === 'sendMessage' && (answer === 'refused' || answer === 'never')
    const asked = repeats && isPassing(answer) ? 3 : 1
    expect(s.asked.filter(matches).length).toBe(isSaidAgain ? 2 : asked)
    if (!running || call.type === 'end') {
      await s.pass(60_000)
      expect(s.sockets.filter(({ closed }) => !closed)).toEqual([])
      // A chat that could not be restored is forgotten only on proof: what else goes wrong may pass.
      const isProof = answer !== 'never' && answer !== 'refused' && [401, 404].includes(answer.status)
      const isKept = call.type === 'restore' && !isProof
      expect(s.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.JWtoken')).toBe(isKept ? 'secret-token' : undefined)
    }
  })
})

test.each([
  ['not JSON', '<html>'],
  ['nothing', undefined],
  ['null', 'null'],
  ['an array', []],
  ['without the token', { id: 'c1', eventStreamUri: 'ws://x', member: { id: 'g1' } }]
])('create is answered 200 with %s', async (_, body) => {
  const s = scene()
  s.script = ({ path }) => (path === '' ? { status: 200, body } : undefined)
  const given = answers(s, startCall)
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Left', left: { status: 200, errorReason: 'malformed', errors: expect.any(Array) } }])
  expect(s.sockets).toEqual([])
})

test('Retry-After is waited for when it is short, with seconds and with a date', async () => {
  const s = await restored()
  const waits = ['2', new Date(4_000).toUTCString()]
  s.script = ({ path }) => (path.endsWith('before=m0') && waits.length > 0 ? { status: 429, headers: { 'retry-after': waits.shift() ?? '' } } : undefined)
  answers(s, { type: 'fetchHistory' })
  await s.pass(10_000)
  expect(s.asked.filter(({ path }) => path.endsWith('before=m0')).map(({ at }) => at)).toEqual([0, 2_000, 4_000])
})

test.each([
  ['401', { status: 401, body: { code: 'credentials.expired' } }],
  ['400 conversation.state', { status: 400, body: { code: 'chat.error.conversation.state' } }],
  ['400 member.state', { status: 400, body: { code: 'chat.error.member.state' } }]
])('%s to a message: the end, when the own member says so', async (_, answer) => {
  const s = await begun()
  s.script = ({ method, path }) =>
    method === 'POST' ? answer : path === '/c1/members/g1' ? { status: 200, body: { id: 'g1', role: 'CUSTOMER', state: 'DISCONNECTED' } } : undefined
  const given = answers(s, { type: 'sendMessage', text: 'x', options: {} })
  await s.pass(0)
  expect(given).toMatchObject([{ left: { status: answer.status } }])
  expect(s.tags().slice(-1)).toEqual(['Ended'])
  expect(s.sockets[0]?.closed).toBe(true)
})

test('400 conversation.state while the own member is connected: the chat goes on', async () => {
  const s = await begun()
  s.script = ({ method }) => (method === 'POST' ? { status: 400, body: { code: 'chat.error.conversation.state' } } : undefined)
  answers(s, { type: 'sendMessage', text: 'x', options: {} })
  await s.pass(0)
  expect(s.tags()).not.toContain('Ended')
  expect(s.sockets[0]?.closed).toBe(false)
})

test('an answer is a copy for its caller: status, text and headers win over the body', async () => {
  const s = await begun()
  s.script = ({ method }) => (method === 'POST' ? { status: 200, body: { id: 'm1', status: 'odd', headers: 'odd', __proto__: { x: 1 } } } : undefined)
  const given = answers(s, { type: 'sendMessage', text: 'x', options: {} })
  await s.pass(0)
  expect(given).toMatchObject([{ _tag: 'Right', right: { response: { id: 'm1', status: 200 } } }])
})
