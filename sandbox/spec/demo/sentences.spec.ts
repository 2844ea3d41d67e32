/** Every reason for which something can fail has a sentence for the person who chats, and says whether trying again may help. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../pages/demo/bus/words.js'
import { acceptOf, fileTrouble, refusalOf } from '../../pages/demo/text/fileRules.js'
import { charactersLeft, charactersOver, limitFor } from '../../pages/demo/text/length.js'
import { troubleOf, unknownTrouble } from '../../pages/demo/text/sentences.js'

const root = join(__dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** First groups of all matches, each once. */
const found = (text: string, pattern: RegExp): ReadonlyArray<string> => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))]

const folder = (path: string): string => readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((file) => read(join(path, file))).join('\n')

/** Never told to a person: the service acts on them itself. */
const inner = ['unready', 'withdrawn']

const backEnds = ['webMessaging', 'gms', 'multicloudV3']

it.each([
  ['the service', found(read('docs/errors.md'), /^\| `(\w+)` \| .+ \|$/gm)],
  ['guest chat, as the sandbox answers', found(read('sandbox/src/guestChat/errors.ts'), /^ {2}'([a-z.]+)': \[\d{3}/gm)],
  ['web messaging', found(read('adapters/transports/webMessaging/errors.ts'), /^ {2}\d+: '(\w+)'/gm)],
  ...backEnds.map((name): [string, ReadonlyArray<string>] => [`the adapter ${name}`, found(folder(`adapters/transports/${name}`), /(?:failure|refused)\('(\w+)'/g).filter((word) => !inner.includes(word))])
])('%s', (_, reasons) => {
  expect(reasons.length).toBeGreaterThan(1)
  expect(reasons.filter((reason) => troubleOf(reason) === undefined)).toEqual([])
})

describe('an answer is explained', () => {
  it.each([
    [{ errorReason: 'http', status: 503 }, 'The chat has a problem on its side. Please try again.', true],
    [{ errorReason: 'http', status: 418 }, 'The chat did not take that. Please try again.', true],
    [{ errorReason: 'fileType', status: 4001 }, 'Files of this kind cannot be sent here.', false],
    [{ errorReason: 'messageLength', status: 4011 }, 'This message is too long. Please send it in parts.', false],
    [{ errorReason: 'too.many.requests', status: 429 }, 'That was a little fast. Please wait a moment and try again.', true],
    [{ errorReason: 'unheard.of', status: 404 }, 'The chat could not be found.', false],
    [{ errorReason: 'unheard.of', status: 4999, responseJSON: { message: 'NullPointerException' } }, unknownTrouble.says, true],
    ['There is no active chat session.', 'There is no active chat session.', false]
  ])('%j', (reason, says, again) => {
    expect(explain(reason)).toEqual({ says, again })
  })
})

describe('files', () => {
  const limits = { types: ['image/*', 'application/pdf'], blocked: ['.svg'], most: 2_000_000 }
  it.each([
    [{ name: 'a.png', type: 'image/png', size: 10 }, undefined],
    [{ name: 'a.SVG', type: 'image/svg+xml', size: 10 }, 'fileType'],
    [{ name: 'a.zip', type: 'application/zip', size: 10 }, 'fileType'],
    [{ name: 'a', type: '', size: 10 }, 'fileType'],
    [{ name: 'a.png', type: 'image/png', size: 0 }, 'fileEmpty'],
    [{ name: 'a.png', type: 'image/png', size: 2_000_001 }, 'fileSize']
  ])('%j', (file, reason) => {
    expect(refusalOf(file, limits)).toBe(reason)
  })

  it('say by which rule', () => {
    expect(['fileType', 'fileSize', 'fileEmpty'].map((reason) => fileTrouble(reason, limits).says)).toEqual([
      'Files of this kind cannot be sent here. What can be sent: pictures, PDF.', 'This file is too large. It may have 2 MB at most.', 'This file is empty.'
    ])
    expect([acceptOf(limits), acceptOf({ ...limits, types: ['*/*'] }), acceptOf({ ...limits, types: [] })]).toEqual(['image/*,application/pdf', undefined, undefined])
  })
})

describe('a length is told in characters', () => {
  it.each([
    ['webmessaging', 'é'.repeat(2_100), 52, 0],
    ['webmessaging', 'é'.repeat(2_000), 0, 48],
    ['webmessaging', '😀'.repeat(1_025), 1, 0],
    ['purecloud-v2-sockets', 'x'.repeat(4_104), 104, 0],
    ['purecloud-v2-sockets', 'x'.repeat(3_900), 0, 100]
  ])('%s', (transport, text, over, left) => {
    expect([charactersOver(text, limitFor(transport)), charactersLeft(text, limitFor(transport))]).toEqual([over, left])
  })
})
