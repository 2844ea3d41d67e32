/** The slim cookies write and read what js-cookie writes and reads. */
import * as fc from 'fast-check'
import real from 'js-cookie'
import slim from '../../slim/js-cookie'

/** A document that only keeps what was written, or holds what is to be read. */
const page = { cookie: '' }

beforeAll(() => {
  Object.assign(globalThis, { document: page })
  jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) }) // `expires` counts from now
})
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'document')
  jest.useRealTimers()
})

/** Of the characters that our own names and a deployment's id have. */
const name = fc.string({ unit: fc.constantFrom(...'aZ09._-'), maxLength: 8 })

const text = fc.string({ unit: fc.constantFrom(...'aZ0 ;,=%"()[]{}<>@:/?#$&+^`|\\\'é\u{1f600}'), maxLength: 8 })

const attributes = fc.record(
  {
    path: fc.constantFrom('/', '/a', '', undefined),
    domain: fc.constantFrom('example.org', 'evil; path=/', undefined),
    expires: fc.constantFrom<number | Date | undefined>(1, 0, 0.5, new Date(0), undefined),
    secure: fc.boolean(),
    sameSite: fc.constantFrom('strict', 'Lax', undefined)
  },
  { requiredKeys: [] }
) as fc.Arbitrary<Cookies.CookieAttributes> // the literals above

const parts = (cookie: string) => [...cookie.split('; ')].sort() // the order of attributes means nothing, nor a part that comes twice

const written = (act: () => void): ReadonlyArray<string> => {
  page.cookie = ''
  act()
  return parts(page.cookie)
}

test('writes the same cookie', () => {
  fc.assert(
    fc.property(name, text, attributes, (name, value, given) => {
      expect(written(() => slim.withAttributes(given).set(name, value))).toEqual(written(() => real.withAttributes(given).set(name, value)))
    }),
    { numRuns: 2_000 }
  )
})

test('removes by the same cookie', () => {
  fc.assert(
    fc.property(name, attributes, (name, given) => {
      expect(written(() => slim.withAttributes(given).remove(name))).toEqual(written(() => real.withAttributes(given).remove(name)))
    })
  )
})

test('reads the same from any jar', () => {
  const jar = fc.array(fc.tuple(fc.constantFrom('a', 'b%20c', '%E0%A4%A', '', 'a'), fc.oneof(text, fc.constantFrom('"q"', '%C3%A9', '%', 'x=y', '"'))), { maxLength: 4 })
  fc.assert(
    fc.property(jar, fc.constantFrom('a', 'b c', 'none'), (cookies, name) => {
      page.cookie = cookies.map(([key, value]) => `${key}=${value}`).join('; ')
      const read = (from: { get: (name: string) => string | undefined }) => {
        try {
          return from.get(name)
        } catch (reason) {
          return String(reason)
        }
      }
      expect(read(slim.withAttributes({}))).toBe(read(real))
    }),
    { numRuns: 3_000 }
  )
})
