/** What `error` tells: sites read `data.errors[0].response.responseJSON.message` without looking. */
import { failure } from '../lib'
import type { Response } from '../lib'
import { failed, inPhase } from './kit/service'
import { fails } from '../testing'

const answered: Response = { status: 429, statusText: 'Too Many Requests', responseText: '{"message":"Slow down"}', responseJSON: { message: 'Slow down' }, errorReason: 'http' }

it.each<[string, Response, unknown]>([
  ['a server that said why', answered, 'Slow down'],
  ['no server at all', failure('network', 'The server could not be reached.'), 'The server could not be reached.'],
  ['a gateway that sent a page', { ...answered, status: 502, statusText: 'Bad Gateway', responseText: '<h1>', responseJSON: undefined }, 'Bad Gateway'],
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
