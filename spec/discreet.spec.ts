/** What a person wrote stays out of `error` events, also when the server quotes it; the caller has the whole answer. */
import type { Response } from '../lib'
import { discreet } from '../lib/discreet'
import type { Call } from '../lib/Transport'
import { fails } from '../testing'
import { failed, inPhase } from './kit/service'

const TEXT = 'my number is\n4711 and this is secret'
const LEFT_OUT = '(left out: it quotes what was sent)'

const send = (text: string): Call => ({ type: 'sendMessage', text, options: {} })

const refusal = (body: unknown, more: object = {}): Response => ({ status: 400, statusText: 'Bad Request', responseText: JSON.stringify(body), responseJSON: body, errorReason: 'bad.request', ...more })

test.each<[string, unknown, unknown]>([
  ['as it was', { message: TEXT, code: 'bad.request' }, { message: LEFT_OUT, code: 'bad.request' }],
  ['in a sentence', { message: `"${TEXT}" is refused` }, { message: LEFT_OUT }],
  ['cut off', { message: 'Refused: my number is\n4711 and…' }, { message: LEFT_OUT }],
  ['deep inside', { message: 'No', details: [{ value: { body: TEXT } }, 7, null] }, { message: 'No', details: [{ value: { body: LEFT_OUT } }, 7, null] }]
])('a body that quotes it %s', (_, body, expected) => {
  expect(discreet(send(TEXT), refusal(body))).toEqual(refusal(expected))
})

test.each([
  ['what quotes nothing', send(TEXT), refusal({ message: 'Too long', limit: 4_000 })],
  ['a short text inside longer ones', send('a'), refusal({ message: 'Bad message' })],
  ['a call that nobody wrote', { type: 'fetchHistory' } satisfies Call, refusal({ message: TEXT })]
])('%s stays', (_, call, response) => {
  expect(discreet(call, response)).toEqual(response)
})

test('a short text that is the whole', () => {
  expect(discreet(send('a'), refusal({ value: 'a', code: 'a.b' })).responseJSON).toEqual({ value: LEFT_OUT, code: 'a.b' })
})

test('a page of HTML, the status line, and fields of our own', () => {
  const response: Response = { status: 502, statusText: `Bad ${TEXT}`, responseText: `<p>${TEXT}</p>`, errorReason: 'http', headers: { a: 'b' }, errors: [TEXT] }
  expect(discreet(send(TEXT), response)).toEqual({ status: 502, statusText: LEFT_OUT, responseText: LEFT_OUT, errorReason: 'http', headers: { a: 'b' }, errors: [LEFT_OUT] })
})

const form = { displayName: 'Ann Example', email: 'ann@example.org', more: { street: 'Long Road 7' } }

test.each<[Call, ReadonlyArray<string>]>([
  [{ type: 'start', form, userData: { phone: '030 1234567' }, interactionData: { routing: { targetAddress: 'Support' } }, options: {} }, ['Ann Example', 'ann@example.org', 'Long Road 7', '030 1234567']],
  [{ type: 'updateUserData', userData: { deep: { list: ['030 1234567'] } } }, ['030 1234567']],
  [{ type: 'sendTyping', typing: true, text: 'half a sentence' }, ['half a sentence']],
  [{ type: 'sendCustomNotice', text: 'a notice', options: { more: 'of the notice' } }, ['a notice', 'of the notice']]
])('$type', (call, written) => {
  expect(discreet(call, refusal({ values: [...written, 'Support'] })).responseJSON).toEqual({ values: [...written.map(() => LEFT_OUT), 'Support'] })
})

test('everyone hears of it without the text; the caller has the answer as it came', () => {
  const response = refusal({ message: `"${TEXT}" is refused` })
  const it = inPhase('active', { script: fails(response) })
  expect(it.ask('sendMessage', { message: TEXT })).toEqual([failed(response)])
  const event = it.told.at(-1)
  expect(event).toMatchObject({ _tag: 'error', data: { status: 400, responseJSON: { message: LEFT_OUT }, errors: [{ code: 'MessageFailed' }] } })
  expect(JSON.stringify(event)).not.toContain('4711')
})
