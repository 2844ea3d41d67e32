/** GMS's replies in all the ways in which they should not be. */
import fc from 'fast-check'
import { readReply } from '../../../../adapters/transports/gms/reply'
import { readEvents } from '../../../../adapters/transports/transcript/TranscriptEvent'
import { answered } from '../../../../adapters/transports/rest'
import { begun, scene } from './scripted'
import type { Scripted } from './scripted'

const replyTo = (status: number, body?: unknown) =>
  readReply(answered({ ok: status >= 200 && status < 300, status, statusText: '', headers: new Headers() }, body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)))

it.each([
  [200, { statusCode: 0, chatEnded: false }, 'served', false, undefined],
  [200, { statusCode: 0 }, 'served', false, undefined],
  [200, { data: { statusCode: 0, chatEnded: true } }, 'served', true, undefined],
  [200, { statusCode: 0, chatEnded: true }, 'served', true, undefined],
  [200, { statusCode: 1, chatEnded: false }, 'later', false, 'later'],
  [200, { statusCode: 2, chatEnded: false }, 'refused', false, 'refused'],
  [200, { statusCode: 2, errors: [{ code: 204 }] }, 'refused', false, 'refused'],
  [200, { statusCode: 2, chatEnded: true, errors: [{ code: 401 }] }, 'refused', true, 'refused'],
  [200, { statusCode: 2, errors: [{ code: '404' }] }, 'refused', true, 'refused'],
  [200, '<html>', 'unreached', false, 'malformed'],
  [200, '', 'unreached', false, 'malformed'],
  [200, '[]', 'unreached', false, 'malformed'],
  [404, '<html>', 'unreached', false, 'InvalidService'],
  [500, '', 'unreached', false, 'InvalidService'],
  [503, '', 'unreached', false, 'http'],
  [500, { errors: [{ code: 306 }] }, 'unreached', false, 'InvalidService'],
  [400, { errors: [{ code: 364 }] }, 'refused', false, 'http'],
  [429, { errors: [{ code: 1 }] }, 'unreached', false, 'http'],
  [401, { fault: 'apikey' }, 'unreached', false, 'http'],
  [404, { errors: [{ code: 404 }] }, 'refused', true, 'http']
] as const)('%s %j is %s', (status, body, how, isOver, reason) => {
  const reply = replyTo(status, body)
  expect([reply.how, reply.isOver, reply.answer._tag === 'Left' ? reply.answer.left.errorReason : undefined]).toEqual([how, isOver, reason])
})

it('no reply throws, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json(), fc.record({ statusCode: fc.anything(), chatEnded: fc.anything(), messages: fc.anything(), errors: fc.anything(), alias: fc.anything() }).map((u) => { try { return JSON.stringify(u) ?? '' } catch { return '' } })), (status, text) => {
      const reply = readReply(answered({ ok: status < 300, status, statusText: '', headers: new Headers() }, text))
      readEvents(reply.messages, { now: () => 0 })
    })
  )
})

describe('the start', () => {
  it.each<readonly [string, Scripted]>([
    ['a name is missing', { status: 200, body: { statusCode: 2, chatEnded: true, errors: [{ code: 161, advice: 'nickname is required' }] } }],
    ['the chat server is away', { status: 200, body: { statusCode: 1, chatEnded: false } }],
    ['a bad e-mail address', { status: 400, body: { errors: [{ code: 364, advice: 'bad e-mail' }] } }],
    ['no such service', { status: 500, body: { errors: [{ code: 306 }] } }],
    ['a page of a proxy', { status: 200, body: '<html>' }],
    ['nothing that identifies a chat', { status: 200, body: { statusCode: 0, chatEnded: false } }],
    ['no network', 'refused'],
    ['no answer', 'never']
  ])('%s: it fails, and the next one works', async (_, answer) => {
    const it = scene()
    it.script = () => answer
    const failed = it.command('startChat', {})
    await it.pass(7_000)
    expect(failed.answer).toMatchObject({ _tag: 'Left' })
    expect(it.told()).toEqual(['error'])
    it.script = () => undefined
    it.command('startChat', {})
    await it.pass(0)
    expect(it.told().slice(1, 3)).toEqual(['started', 'messageReceived ParticipantJoined'])
  })
})

describe('messages', () => {
  it('without an index are all told, each once', async () => {
    const it = await begun()
    const bare = (text: string, utcTime: number) => ({ type: 'Message', text, utcTime, from: { nickname: 'Erin', participantId: 2, type: 'Agent' } })
    const all = [bare('one', 1), bare('two', 2), bare('two', 2), bare('three', 3)]
    it.script = ({ path }) => (path.endsWith('/refresh') ? { status: 200, body: { statusCode: 0, chatEnded: false, messages: all } } : undefined)
    await it.pass(10_000)
    expect(it.texts()).toEqual(['one', 'two', 'two', 'three'])
  })

  it('whose times fall stay in the order of their indexes; those that cannot be read are reported once', async () => {
    const it = await begun()
    it.happens('ParticipantJoined', 'Agent', { utcTime: 9_000 })
    it.says('Agent', 'one', { utcTime: 8_000 })
    it.transcript.push({ index: 4, type: 7 as never, text: 'secret' })
    it.says('Agent', 'two', { utcTime: 7_000 })
    it.says('Agent', 'three', { utcTime: undefined, from: { nickname: 'Erin' } })
    it.transcript.reverse()
    await it.pass(10_000)
    expect(it.texts()).toEqual(['one', 'two', 'three'])
    const errors = it.events.filter(({ _tag }) => _tag === 'error')
    expect(errors.length).toBe(1)
    expect(JSON.stringify(errors)).not.toContain('secret')
  })

  it('repeated indexes, and positions that fall, double nothing', async () => {
    const it = await begun()
    it.happens('ParticipantJoined', 'Agent')
    it.happens('TypingStarted', 'Agent')
    it.says('Agent', 'one')
    let position = 9
    it.script = ({ path }) => (path.endsWith('/refresh') ? { status: 200, body: { statusCode: 0, messages: [...it.transcript, ...it.transcript], nextPosition: position-- } } : undefined)
    await it.pass(20_000)
    it.says('Agent', 'two')
    await it.pass(4_000)
    expect(it.told().slice(4)).toEqual(['messageReceived ParticipantJoined', 'agentConnected', 'agentTypingStarted', 'agentTypingStopped', 'messageReceived one', 'messageReceived two'])
  })
})

describe('who is there', () => {
  it('bots, supervisors, external parties and rich content', async () => {
    const it = await begun()
    const bot = { GCTI_SYSTEM: JSON.stringify({ 'party-info': { style: 'BOT' } }) }
    const rich = { 'structured-content': { 'genesys-chat': { content: '{"contentType":"quick-replies","text":"Pick one","content":[]}' } } }
    it.happens('ParticipantJoined', 'External', { eventAttributes: bot })
    it.says('External', 'raw', { eventAttributes: { ...bot, ...rich } })
    it.happens('ParticipantJoined', 'Supervisor')
    it.happens('ParticipantLeft', 'Supervisor')
    it.happens('ParticipantLeft', 'External', { eventAttributes: bot })
    it.happens('ParticipantJoined', 'External')
    it.happens('PushUrl', 'Agent', { text: 'https://shop.example.com' })
    await it.pass(1_000)
    expect(it.told().slice(4)).toEqual([
      'messageReceived ParticipantJoined', 'botConnected', 'messageReceived Pick one', 'messageReceived ParticipantJoined', 'supervisorConnected',
      'messageReceived ParticipantLeft', 'supervisorDisconnected', 'messageReceived ParticipantLeft', 'botDisconnected', 'messageReceived ParticipantJoined',
      'messageReceived https://shop.example.com'
    ])
  })

  it('a chat that is idle says so, with the time that is left', async () => {
    const it = await begun()
    it.happens('IdleAlert', 'External', { text: 'Are you there?', userData: { 'next-idle-timer-type': 'CLOSE', 'next-idle-timer-secs': '45' } })
    it.script = ({ path }, serve) => {
      const served = serve()
      return path.endsWith('/refresh') && typeof served === 'object' ? { status: 200, body: { ...(served.body as object), idleTimerExpire: 45 } } : served
    }
    await it.pass(1_000)
    const last = it.events.filter(({ _tag }) => _tag === 'messageReceived').at(-1)
    expect(last?.data).toMatchObject({ idleTimeCountDown: 45, messages: [{ type: 'IdleAlert', idleTimeCountDown: 45, userData: { 'next-idle-timer-type': 'CLOSE', 'next-idle-timer-secs': '45' } }] })
  })
})

it('a refusal of the preview is no trouble, and it is not sent again; another refusal is told once', async () => {
  const it = await begun()
  it.script = ({ path, fields }) => (path.endsWith('/refresh') && fields[4]?.[1] !== '' ? { status: 400, body: { errors: [{ code: 204, advice: '100' }] } } : undefined)
  it.command('sendTyping', { message: 'long' })
  it.says('Agent', 'heard')
  await it.pass(1_500)
  expect([it.texts(), it.told().includes('error')]).toEqual([['heard'], false])
  it.script = ({ path }) => (path.endsWith('/refresh') ? { status: 200, body: { statusCode: 2, chatEnded: false, errors: [{ code: 240 }] } } : undefined)
  await it.pass(20_000)
  expect(it.told().filter((name) => name === 'error')).toEqual(['error'])
})
