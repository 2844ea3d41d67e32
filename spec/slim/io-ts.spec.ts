/** The slim codecs decode as io-ts does: the same values, the same errors, at the same places. */
import * as fc from 'fast-check'
import * as real from 'io-ts'
import * as slim from '../../slim/io-ts'

/** What both libraries build: a codec, described. */
type Shape =
  | { readonly leaf: 'unknown' | 'string' | 'number' | 'boolean' | 'UnknownArray' | 'UnknownRecord' | 'optional' | 'text' }
  | { readonly keys: ReadonlyArray<string> }
  | { readonly item: Shape }
  | { readonly props: Readonly<Record<string, Shape>> }

type Library = typeof slim

/** One of the project's kind: it decodes to something else than it was given. */
const text = (t: Library) =>
  new t.Type('a text', (u) => typeof u === 'string', (u, context) => (typeof u === 'number' ? t.success(String(u)) : t.string.validate(u, context)))

const optional = (t: Library) =>
  new t.Type('a string', (u) => u === undefined || typeof u === 'string', (u, context) => (u === null || u === undefined ? t.success(undefined) : t.string.validate(u, context)))

const build = (t: Library, shape: Shape): slim.Type => {
  if ('keys' in shape) return t.keyof(Object.fromEntries(shape.keys.map((key) => [key, null])))
  if ('item' in shape) return t.array(build(t, shape.item))
  if ('props' in shape) return t.type(Object.fromEntries(Object.entries(shape.props).map(([key, prop]) => [key, build(t, prop)])), 'a record')
  if (shape.leaf === 'text') return text(t)
  return shape.leaf === 'optional' ? optional(t) : t[shape.leaf]
}

const key = fc.constantFrom('a', 'b', 'length', '__proto__x')

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3 },
    fc.record({ leaf: fc.constantFrom('unknown', 'string', 'number', 'boolean', 'UnknownArray', 'UnknownRecord', 'optional', 'text') }),
    fc.record({ keys: fc.array(fc.oneof(key, fc.constant('toString')), { maxLength: 3 }) }),
    fc.record({ item: tie('shape') }),
    fc.record({ props: fc.dictionary(key, tie('shape'), { maxKeys: 3, noNullPrototype: true }) })
  ) as fc.Arbitrary<Shape> // as the records above say
}))

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(undefined, null, '', 'a', 'length', 'toString', 1, NaN, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true })
  )
}))

/** An error by what `explain` reads of it. */
const seen = (decoded: ReturnType<slim.Type['decode']>) =>
  decoded._tag === 'Right'
    ? decoded
    : decoded.left.map(({ value, message, context }) => ({
        value,
        message,
        path: context.map(({ key, actual, type }) => [key, actual, type.name])
      }))

/** What chance finds too seldom: a field that is missing and may be. */
const examples: Array<[Shape, unknown]> = [
  [{ props: { a: { leaf: 'optional' } } }, {}],
  [{ props: { a: { leaf: 'unknown' } } }, { b: 1 }]
]

const both = real as unknown as Library // the part of it that the slim one has

test('any codec decodes any value as io-ts does', () => {
  fc.assert(
    fc.property(shape, value, (described, given) => {
      expect(seen(build(slim, described).decode(given))).toStrictEqual(seen(build(both, described).decode(given)))
    }),
    { numRuns: 5_000, examples }
  )
})

test('a part is recognised as io-ts does, the whole when it can be decoded', () => {
  fc.assert(
    fc.property(shape, value, (described, given) => {
      const expected = build(both, described)
      const isPart = 'leaf' in described || 'keys' in described
      expect(build(slim, described).is(given)).toBe(isPart ? expected.is(given) : expected.decode(given)._tag === 'Right')
    }),
    { numRuns: 5_000, examples }
  )
})

test('who changes what was decoded changes nothing of what was given', () => {
  const given = { a: ['x'] }
  const decoded = slim.type({ a: slim.array(slim.string) }, 'a record').decode(given)
  expect(decoded).toEqual({ _tag: 'Right', right: given })
  expect(decoded._tag === 'Right' && decoded.right).not.toBe(given)
})
