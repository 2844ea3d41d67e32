/** What crosses a wire is bounded where it is decoded, and handed on as it came when it is as it should be. */
import * as t from 'io-ts'
import { object, optional } from '../../../lib/codecs'
import { read, readText } from '../../../adapters/transports/read'
import { parsed } from '../../../adapters/transports/rest'

const Frame = object({ type: t.string, body: optional(t.string), more: t.unknown })

const nested = (levels: number, inside = '1'): string => `${'{"a":'.repeat(levels)}${inside}${'}'.repeat(levels)}`
const left = (...errors: ReadonlyArray<string>) => ({ _tag: 'Left', left: { errors } })
const right = (value: unknown) => ({ _tag: 'Right', right: value })

describe('the text of a frame', () => {
  it('is read', () => {
    expect(readText(Frame, '{"type":"x","body":"hi","other":[1]}')).toEqual(right({ type: 'x', body: 'hi', other: [1] }))
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '<h1>', 'frame: expected JSON text'],
    ['nothing', '', 'frame: expected JSON text'],
    ['bytes', new Uint8Array([1, 2]), 'frame: expected JSON text'],
    ['a field of the wrong kind', '{"type":"x","body":7}', 'frame.body: expected a string, found a number'],
    ['65 levels', `{"type":"x","more":${nested(64)}}`, 'frame.more.a: expected at most 64 levels of objects and arrays, found more'],
    ['5,000 levels', `{"type":"x","more":{"b":${nested(5_000)}}}`, 'frame.more.b: expected at most 64 levels of objects and arrays, found more'],
    ['200,000 levels of arrays', `{"type":"x","more":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'frame.more.0: expected at most 64 levels of objects and arrays, found more'],
    ['a key that is no name', `{"${'secret '.repeat(99)}":${nested(70)}}`, `frame.?.a: expected at most 64 levels of objects and arrays, found more`],
    ['a megabyte', `{"type":"${'x'.repeat(1_000_000)}"}`, 'frame: expected at most 1000000 characters, found more']
  ])('%s is malformed, and it is said where', (_, text, error) => {
    expect(readText(Frame, text)).toEqual(left(error))
  })

  it('64 levels are read', () => {
    expect(readText(Frame, `{"type":"x","more":${nested(63)}}`)._tag).toBe('Right')
  })
})

describe('a value', () => {
  it('that is as it should be is handed on as it came, also without its optional fields', () => {
    for (const given of [{ type: 'x' }, { type: 'x', body: 'hi', more: {} }, { type: 'x', other: 1 }]) {
      const found = read(Frame, given, 'frame')
      expect(found._tag === 'Right' && found.right).toBe(given)
    }
  })

  it('with null for an absent field is normalised', () => {
    expect(read(Frame, { type: 'x', body: null }, 'frame')).toEqual(right({ type: 'x', body: undefined }))
  })

  it('of a decoder that cannot say whether it fits is decoded', () => {
    const decoder = { name: 'x', validate: () => t.success('decoded'), decode: () => t.success('decoded') }
    expect(read(decoder, {}, 'frame')).toEqual(right('decoded'))
  })
})

describe('the body of an answer', () => {
  it('is JSON, unless it is nested deeper than anything we read', () => {
    expect(parsed('{"a":1}')).toEqual({ a: 1 })
    expect(parsed(nested(64))).toBeDefined()
    expect(parsed(nested(65))).toBeUndefined()
    expect(parsed(nested(5_000))).toBeUndefined()
    expect(parsed('<h1>')).toBeUndefined()
  })
})
