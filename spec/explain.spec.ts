import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { object, optional, RegExpC, Text, Url, withDefault } from '../lib/codecs'
import { decodeWith } from '../lib/Config'
import { explain } from '../lib/explain'
import { decodeConfig } from '../lib'
import { nodeEnvironment } from '../adapters/node'
import { webMessaging } from '../adapters/transports/webMessaging'

const transport = object({ dataURL: Url, retries: t.number })
const sentences = (codec: t.Decoder<unknown, unknown>, given: unknown): ReadonlyArray<string> => {
  const decoded = decodeWith(codec, given)
  return isLeft(decoded) ? decoded.left : []
}
const NO_URL = 'webchat.transport.dataURL: expected an absolute URL with http or https'
const given = { transport: { dataURL: 'ftp://x', retries: 1 } }

describe('sentences of a configuration', () => {
  it.each<[string, t.Decoder<unknown, unknown>]>([
    ['a field', object({ transport })],
    ['an optional field', object({ transport: optional(transport) })],
    ['a field with a default', object({ transport: withDefault(transport, { dataURL: '', retries: 0 }) })]
  ])('name the place in %s', (_, codec) => {
    expect(sentences(codec, given)).toEqual([NO_URL])
  })

  it.each<[unknown, ReadonlyArray<string>]>([
    [undefined, ['webchat: expected an object']],
    [null, ['webchat: expected an object']],
    [[], ['webchat: expected an object']],
    ['', ['webchat: expected an object']],
    [{}, ['webchat.transport: expected an object']],
    [{ transport: 7 }, ['webchat.transport: expected an object']],
    [{ transport: { dataURL: 'https://x', retries: 'three' } }, ['webchat.transport.retries: expected number']],
    [{ transport: {} }, [NO_URL, 'webchat.transport.retries: expected number']]
  ])('%j', (u, expected) => {
    expect(sentences(object({ transport }), u)).toEqual(expected)
  })

  it('numbers of a list stay', () => {
    expect(sentences(object({ list: t.array(t.string) }), { list: ['a', 7] })).toEqual(['webchat.list.1: expected string'])
  })
})

it('sentences tell what was expected, never what was found', () => {
  const decoded = t.type({ message: Text, regex: RegExpC, filters: t.array(RegExpC) }).decode({ message: '  ', regex: 'secret', filters: ['secret'] })
  expect(isLeft(decoded) && explain('options', decoded.left)).toEqual([
    'options.message: expected a text that is not blank',
    'options.regex: expected a regular expression',
    'options.filters.0: expected a regular expression'
  ])
})

it.each([
  [{ userData: 'born 1980-01-01' }, 'webchat.userData: expected a plain object'],
  [{ transport: 'secret' }, 'webchat.transport: expected an object'],
  [{ ajaxTimeout: 'soon' }, 'webchat.ajaxTimeout: expected a number of milliseconds above 0']
])('%j is not repeated', (given, sentence) => {
  expect(decodeConfig(given)).toEqual({ _tag: 'Left', left: [sentence] })
})

it('a sign-in given as a text stays unsaid', () => {
  expect(webMessaging.open({ transport: { deploymentId: 'd', domain: 'a.b', auth: 'secret-token' } }, nodeEnvironment())).toEqual({
    _tag: 'Left',
    left: ['webchat.transport.auth: expected a plain object']
  })
})
