/** What `error` tells: sites read `data.errors[0].response.responseJSON.message` without looking. */
import { failure, success } from '../lib'
import type { Response } from '../lib'
import { failed, inPhase } from './kit/service'
import { fails } from '../testing'

const answered: Response = { status: 429, statusText: 'Too Many Requests', responseText: '{"message":"Slow down"}', responseJSON: { message: 'Slow down' }, errorReason: 'http' }

it.each<[string, Response, unknown]>([
  ['a server that said why', answered, 'Slow down'],
  ['no server at all', failure('network', 'The server could not be reached.'), 'The server could not be reached.'],
  ['a gateway that sent a page', { ...answered, status: 502, statusText: 'Bad Gateway', responseText: '<h1>', responseJSON: undefined }, 'Bad Gateway'],
  ['a body of text', { ...answered, responseText: '"x"', responseJSON: 'x' }, 'Too Many Requests'],
  ['a list', { ...answered, responseText: '[]', responseJSON: [] }, 'Too Many Requests'],
  ['a body of null', { ...answered, responseText: 'null', responseJSON: null }, 'Too Many Requests']
])('%s: there is a message to show; the caller has the response as it came', (_, response, message) => {
  const it = inPhase('active', { script: fails(response) })
  const answers = it.ask('sendMessage', { message: 'a' })
  const shown = { ...response, responseJSON: { message } }
  expect(it.told.filter(({ _tag }) => _tag === 'error')).toEqual([
    { _tag: 'error', data: { ...shown, errors: [{ code: 'MessageFailed', text: response.statusText, response: shown }] } }
  ])
  expect(answers).toEqual([failed(response)])
})

it('a body without a message keeps its own fields, and gets one', () => {
  const response: Response = { ...answered, responseText: '{"error":"boom"}', responseJSON: { error: 'boom' } }
  const it = inPhase('active', { script: fails(response) })
  it.ask('sendMessage', { message: 'a' })
  expect(it.told.at(-1)).toMatchObject({ _tag: 'error', data: { responseJSON: { error: 'boom', message: 'Too Many Requests' } } })
})

it('a failure without a reason is told of all the same', () => {
  const response: Response = { status: 500, statusText: 'No', responseText: '' }
  const sending = inPhase('active', { script: fails(response) })
  expect(sending.ask('sendMessage', { message: 'a' })).toEqual([failed(response)])
  expect(sending.told.at(-1)).toMatchObject({ _tag: 'error', data: { errors: [{ code: 'MessageFailed' }] } })
  const starting = inPhase('idle', { script: fails(response) })
  expect(starting.ask('startChat')).toEqual([failed(response)])
  expect(starting.told).toMatchObject([{ _tag: 'error', data: { errors: [{ code: 'StartFailed' }] } }])
})

it('a success without content has no body', () => {
  expect(success({ id: 's1' }, 204)).toStrictEqual({ status: 204, statusText: 'No Content', responseText: '' })
  expect(success({ id: 's1' })).toStrictEqual({ id: 's1', status: 200, statusText: 'OK', responseText: '{"id":"s1"}', responseJSON: { id: 's1' } })
})
