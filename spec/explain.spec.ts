import { isLeft } from 'fp-ts/Either'
import * as t from 'io-ts'
import { object, optional, RegExpC, Text, Url, withDefault } from '../lib/codecs'
import { decodeWith } from '../lib/Config'
import { explain, kind } from '../lib/explain'
import { decodeConfig } from '../lib'
import { nodeEnvironment } from '../adapters/node'
import { webMessaging } from '../adapters/transports/webMessaging'

const transport = object({ dataURL: Url, retries: t.number })
const sentences = (codec: t.Decoder<unknown, unknown>, given: unknown): ReadonlyArray<string> => {
  const decoded = decodeWith(codec, given)
  return isLeft(decoded) ? decoded.left : []
}
const NO_URL = 'webchat.transport.dataURL: expected an absolute URL with http or https, found "ftp://x"'
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
    [undefined, ['webchat: expected an object, found undefined']],
    [null, ['webchat: expected an object, found null']],
    [[], ['webchat: expected an object, found an array']],
    ['', ['webchat: expected an object, found an empty string']],
    [{}, ['webchat.transport: expected an object, found undefined']],
    [{ transport: 7 }, ['webchat.transport: expected an object, found 7']],
    [{ transport: true }, ['webchat.transport: expected an object, found true']],
    [{ transport: () => 1 }, ['webchat.transport: expected an object, found a function']],
    [{ transport: { dataURL: 'https://x', retries: 'three' } }, ['webchat.transport.retries: expected a number, found "three"']],
    [
      { transport: {} },
      ['webchat.transport.dataURL: expected an absolute URL with http or https, found undefined', 'webchat.transport.retries: expected a number, found undefined']
    ],
    [{ transport: { dataURL: 'x'.repeat(99), retries: 1 } }, [`webchat.transport.dataURL: expected an absolute URL with http or https, found "${'x'.repeat(60)}"`]]
  ])('%j', (u, expected) => {
    expect(sentences(object({ transport }), u)).toEqual(expected)
  })

  it('numbers of a list stay', () => {
    expect(sentences(object({ list: t.array(t.string) }), { list: ['a', 7] })).toEqual(['webchat.list.1: expected a string, found 7'])
  })
})

describe('sentences of what people wrote', () => {
  it('tell kinds, never contents', () => {
    const decoded = t.type({ message: Text, regex: RegExpC, filters: t.array(RegExpC) }).decode({ message: '  ', regex: 'secret', filters: ['secret'] })
    expect(isLeft(decoded) && explain('options', decoded.left)).toEqual([
      'options.message: expected a text that is not blank, found a string',
      'options.regex: expected a regular expression, found a string',
      'options.filters.0: expected a regular expression, found a string'
    ])
  })

  it.each<[unknown, string]>([
    [undefined, 'undefined'], [null, 'null'], [[], 'an array'], [{}, 'an object'], ['', 'an empty string'], ['x', 'a string'], [1, 'a number'],
    [true, 'a boolean'], [() => 1, 'a function'], [Symbol('s'), 'a symbol'], [BigInt(1), 'a bigint']
  ])('%p is %s', (u, expected) => expect(kind(u)).toBe(expected))
})

it.each([
  [{ userData: 'born 1980-01-01' }, 'webchat.userData: expected a plain object, found a string'],
  [{ transport: 'secret' }, 'webchat.transport: expected an object, found a string'],
  [{ ajaxTimeout: 'soon' }, 'webchat.ajaxTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found "soon"']
])('%j shows a wrong value, but not what may be data or a credential', (given, sentence) => {
  expect(decodeConfig(given)).toEqual({ _tag: 'Left', left: [sentence] })
})

it('a sign-in given as a text stays unsaid', () => {
  expect(webMessaging.open({ transport: { deploymentId: 'd', domain: 'a.b', auth: 'secret-token' } }, nodeEnvironment())).toEqual({
    _tag: 'Left',
    left: ['webchat.transport.auth: expected a plain object, found a string']
  })
})
