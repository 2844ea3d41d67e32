/** What a site hides stays hidden on its next page, until the chat ends. */
import { memoryStore } from '../adapters/memoryStore'
import type { FilterStore, Frame } from '../lib'
import { agreeable, party, says } from '../testing'
import { done, running } from './kit/service'
import type { Running } from './kit/service'

const KEY = '_genesys.widgets.webchat.state.filters'

const restoredWith = (...texts: ReadonlyArray<string>): Frame => ({
  _tag: 'Entries',
  era: 'restored',
  entries: texts.map((text, i) => ({ message: { id: `r${i}`, type: 'Message', text, from: party('Sam', 'Client'), timestamp: i }, original: { text } }))
})

const shown = ({ told }: Running): ReadonlyArray<string> =>
  told.flatMap((one) => (one._tag === 'messageReceived' ? one.data.messages.map(({ text }) => text) : []))

const transcript = (it: Running): unknown => {
  const [answer] = it.ask('getTranscript')
  return answer?._tag === 'Right' ? (answer.right as { messages: ReadonlyArray<{ text: string }> }).messages.map(({ text }) => text) : answer
}

/** The next page of a site, on which the chat is restored with these texts. */
const reloaded = (store: FilterStore, ...texts: ReadonlyArray<string>): Running => {
  const it = running({ store, script: () => agreeable({ type: 'wake' }) }) // that is: each call succeeds
  it.ask('restore')
  it.transport.deliver(restoredWith(...texts))
  return it
}

it('what sendFilteredMessage and addPrefilter hide is hidden after a reload', () => {
  const store = memoryStore()
  const before = running({ store })
  before.ask('addPrefilter', { filters: /early/g })
  before.ask('startChat')
  before.ask('sendFilteredMessage', { message: 'token 12345', regex: /token \d+/i })
  expect(store.get(KEY)).toBe('{"custom":[{"source":"early","flags":"g"},{"source":"token \\\\d+","flags":"i"}]}')
  before.service.dispose()

  const after = reloaded(store, 'Token 12345', 'early bird', 'early again', 'hello')
  expect(shown(after)).toEqual(['hello'])
  expect(transcript(after)).toEqual(['hello'])
  expect(after.ask('addPrefilter', { filters: /early/g })).toEqual([done([/\{start:[0-9]{9}\}/, /early/g, /token \d+/i])])
})

it('the end of the chat clears them; a disposed service and a new page do not', () => {
  const store = memoryStore()
  const before = running({ store })
  before.ask('startChat')
  before.ask('addPrefilter', { filters: /secret/ })
  before.service.dispose()
  const kept = store.get(KEY)
  const after = reloaded(store, 'secret')
  expect([kept, store.get(KEY), shown(after)]).toEqual(['{"custom":[{"source":"secret","flags":""}]}', kept, []])
  after.ask('endChat')
  expect(store.get(KEY)).toBeUndefined()
  after.ask('startChat') // on the same page they still hide
  expect(store.get(KEY)).toBe(kept)
})

it('two tabs add to what is kept', () => {
  const store = memoryStore()
  const [one, other] = [running({ store }), running({ store })]
  one.ask('addPrefilter', { filters: /a/ })
  other.ask('addPrefilter', { filters: /b/ })
  expect(store.get(KEY)).toBe('{"custom":[{"source":"a","flags":""},{"source":"b","flags":""}]}')
})

it('nothing is kept where nothing is to be hidden', () => {
  const store = memoryStore()
  running({ store }).ask('startChat')
  expect(store.get(KEY)).toBeUndefined()
})

it.each([
  ['no JSON', '{', []],
  ['another shape', '[]', []],
  ['a list that is none', '{"custom":7}', []],
  ['null', 'null', []],
  ['bad expressions among good ones', '{"custom":[null,{"source":"(","flags":""},{"source":"x","flags":"?"},{"source":7,"flags":""},{"source":"good","flags":"i"}]}', [/good/i]]
])('a store that holds %s', (_, text, expected) => {
  const store = memoryStore()
  store.set(KEY, text)
  expect(running({ store }).ask('addPrefilter', { filters: /own/ })).toEqual([done([/\{start:[0-9]{9}\}/, ...expected, /own/])])
})

it('a store that throws keeps nothing, and harms nothing', () => {
  const refuse = (): never => {
    throw new Error('refused')
  }
  const it = running({ store: { get: refuse, set: refuse, remove: refuse } })
  it.ask('addPrefilter', { filters: /x/ })
  it.ask('startChat')
  it.transport.deliver(says('xyz'))
  it.transport.deliver(says('hello'))
  it.ask('endChat')
  expect(shown(it)).toEqual(['hello'])
  expect(it.names()).toContain('ended')
})
