/** Names of files that strangers chose: whatever they are, what is saved is a name. */
import * as fc from 'fast-check'
import { fileName } from '../../adapters/fileName'

it.each([
  ['report.pdf', 'report.pdf'],
  ['Größe 2 (final).tar.gz', 'Größe 2 (final).tar.gz'],
  ['写真👩‍👩‍👧.png', '写真👩‍👩‍👧.png'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\Windows\\win.ini', 'C_Windows_win.ini'],
  ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
  ['a\r\nb\0c.txt', 'a b_c.txt'],
  ['con.txt', 'con_.txt'],
  ['.htaccess', 'htaccess'],
  ['  ..hidden', 'hidden'],
  ['x. . ', 'x'],
  ['\ud800.txt', '_.txt'],
  ['', '_'],
  ['...', '_'],
])('%j', (given, expected) => {
  expect(fileName(given)).toBe(expected)
})

it('cuts long ones, keeps their ending, and takes no longer for them', () => {
  expect(fileName(`${'a'.repeat(100_000)}.pdf`)).toBe(`${'a'.repeat(76)}.pdf`)
  const start = performance.now()
  expect(fileName(`a${'.'.repeat(1_000_000)}x`)).toBe(`a${'.'.repeat(78)}x`)
  expect(performance.now() - start).toBeLessThan(200)
})

/** Letters, and what is dangerous in a name, thrown together. */
const hostile = fc
  .array(fc.oneof(fc.constantFrom('/', '\\', '..', '.', ':', '\0', '\n', '\u202e', '\u2066', '\u200f', '\ud800', '\udc00', 'con', 'NUL', 'aux.', 'COM1', ' ', '%2e%2e%2f', '~'), fc.string({ unit: 'binary', maxLength: 3 }), fc.string({ maxLength: 120 })), { maxLength: 12 })
  .map((parts) => parts.join(''))

it('is never a path, never hidden, deceives nobody, is not too long, and stays what it is', () => {
  fc.assert(
    fc.property(hostile, (given) => {
      const name = fileName(given)
      expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      expect(name).not.toMatch(/^[.\s]|[.\s]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      expect(name.length).toBeGreaterThan(0)
      expect(name.length).toBeLessThanOrEqual(81)
      expect(fileName(name)).toBe(name)
    }),
    { numRuns: 1_000 }
  )
})
