/** What comes over a channel: letters are read, everything else is let go. */
import * as fc from 'fast-check'
import { readEnvelope } from '../../../adapters/tabs/Letter'
import type { Letter } from '../../../adapters/tabs/Letter'
import { failure } from '../../../lib/Response'

const through = (letter: unknown): unknown => readEnvelope({ from: 'you', letter })?.letter

const letters: ReadonlyArray<Letter> = [
  { tag: 'Join' },
  { tag: 'Ping' },
  { tag: 'Here' },
  { tag: 'Began', chat: 'c' },
  { tag: 'Welcome', to: 'me', chat: 'c', number: 1, session: { shown: {} }, frames: [{ _tag: 'Right', right: { _tag: 'Lost' } }] },
  { tag: 'Told', chat: 'c', number: 2, inbound: { _tag: 'Right', right: { _tag: 'Regained' } } },
  { tag: 'Taken', chat: 'c', number: 2 },
  { tag: 'Ready', chat: 'c' },
  { tag: 'Call', to: 'me', at: 1, chat: 'c', id: '1', call: { type: 'sendMessage', text: 'hi', options: {} }, seen: ['m'] },
  { tag: 'Dropped', id: '1' },
  { tag: 'Answered', id: '1', it: { _tag: 'Left', left: failure('network', '') } },
  { tag: 'Save', to: 'me', content: new Blob(['x']), fileName: 'x' }
]

it.each(letters)('$tag is read', (letter) => expect(through(letter)).toEqual(letter))

it.each<readonly [string, unknown]>([
  ['an unknown letter', { tag: 'Gossip' }],
  ['one of the prototype', { tag: 'constructor' }],
  ['a number that is none', { tag: 'Taken', chat: 'c', number: NaN }],
  ['a call that nobody knows', { tag: 'Call', to: 'me', at: 1, chat: 'c', id: '1', call: { type: 'reboot' } }],
  ['a call without its fields', { tag: 'Call', to: 'me', at: 1, chat: 'c', id: '1', call: { type: 'sendMessage' } }],
  ['a start: it needs no other tab', { tag: 'Call', to: 'me', at: 1, chat: 'c', id: '1', call: { type: 'start', form: {}, userData: {}, interactionData: {}, options: {} } }],
  ['a file that is none', { tag: 'Save', to: 'me', content: {}, fileName: 'x' }]
])('%s is let go', (_, letter) => expect(through(letter)).toBeUndefined())

it('what is inside is checked as that of any transport', () => {
  expect(through({ tag: 'Told', chat: 'c', number: 1, inbound: { _tag: 'Right', right: { _tag: 'Rumour' } } })).toMatchObject({ inbound: { _tag: 'Left' } })
  expect(through({ tag: 'Answered', id: '1', it: { _tag: 'Right' } })).toMatchObject({ it: { _tag: 'Left', left: { errorReason: 'transport' } } })
})

it('nothing that comes throws', () => {
  fc.assert(fc.property(fc.anything(), fc.constantFrom(...letters), (u, letter) => {
    expect(readEnvelope(u)).toBeUndefined()
    for (const key of Object.keys(letter)) expect(() => through({ ...letter, [key]: u })).not.toThrow()
  }))
})
