/** Links in texts of others: found, ended where they end, and never anything but an address. */
import * as fc from 'fast-check'
import { pieces } from '../../pages/demo/text/links.js'

const urls = (text: string): ReadonlyArray<string> => pieces(text).flatMap(({ url }) => (url === undefined ? [] : [url]))

it.each([
  ['see https://example.com/a?b=1&c=2.', ['https://example.com/a?b=1&c=2']],
  ['(https://example.com/a)', ['https://example.com/a']],
  ['https://en.wikipedia.org/wiki/Ferry_(boat)', ['https://en.wikipedia.org/wiki/Ferry_(boat)']],
  ['www.example.com, or mail a.b+c@example.co.uk!', ['https://www.example.com/', 'mailto:a.b+c@example.co.uk']],
  ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
  ['https://', []],
  ['no links, 12:30, a@b', []]
])('%s', (text, expected) => {
  expect(urls(text)).toEqual(expected)
})

it.each(['', ' https://a.example b ', '<a href="https://a.example">x</a>'])('loses no letter of %j', (text) => {
  expect(pieces(text).map((piece) => piece.text).join('')).toBe(text)
})

const LONG = 100_000
const filled = (part: string): string => part.repeat(Math.ceil(LONG / part.length))

it.each<[string, string]>([
  ['addresses in addresses', filled('http://')],
  ['brackets that are opened', `http://a.example/${filled('(')}`],
  ['brackets that are closed', `http://a.example/${filled(')')}`],
  ['punctuation inside', `http://a.example/${filled('.')}x`],
  ['punctuation and brackets', `www.${filled('.)')}`],
  ['an address of mail', `a@${filled('a.')}`],
  ['what could begin one', `${filled('a.')}@`],
  ['one letter', filled('a')],
  ['no dots', `a@${filled('a')}`],
  ['many addresses of mail', filled('a@a.a,')],
  ['many links', filled('www.a ')]
])('takes no longer for long texts: %s', (_, text) => {
  const start = performance.now()
  const joined = pieces(text).map((piece) => piece.text).join('')
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(joined).toBe(text)
})

it('loses no letter of any text, and every link is of the web or of mail', () => {
  const parts = fc.constantFrom('http://', 'HTTPS://', 'www.', 'a', '.', '@', '(', ')', ' ', ',', '…', '<', '"', 'javascript:', 'mailto:', ':80', '%00', '\u202e', '\ud800')
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 4 })), { maxLength: 30 }), (texts) => {
      const text = texts.join('')
      const found = pieces(text)
      expect(found.map((piece) => piece.text).join('')).toBe(text)
      expect(found.flatMap(({ url }) => (url === undefined ? [] : [new URL(url).protocol])).filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol))).toEqual([])
    }),
    { numRuns: 3_000 }
  )
})
