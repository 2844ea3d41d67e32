/** Links in texts of others: found, ended where they end, and never anything but an address. */
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

it('takes no longer for long texts', () => {
  const start = process.hrtime.bigint()
  pieces(`${'a.'.repeat(20_000)}@`)
  pieces('www.'.repeat(10_000))
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000)
})
