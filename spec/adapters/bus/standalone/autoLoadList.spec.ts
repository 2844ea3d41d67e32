/** The list of plugins that the next page loads, in a store that anybody may have written to. */
import { autoLoadList } from '../../../../adapters/bus/standalone/autoLoadList'
import type { Store } from '../../../../adapters/transports/Environment'

const KEY = '_genesys.widgets.app.autoLoadList'

const stored = (text?: string): { store: Store; kept: Map<string, string> } => {
  const kept = new Map(text === undefined ? [] : [[KEY, text]])
  return { kept, store: { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) } }
}

it('keeps names as the incumbent does, each once, and nothing when there is none', () => {
  const { store, kept } = stored()
  const list = autoLoadList(store)
  expect(list.names()).toEqual([])
  list.add('A')
  list.add('B')
  list.add('A')
  expect([...kept]).toEqual([[KEY, '{"A":true,"B":true}']])
  expect(autoLoadList(store).names()).toEqual(['A', 'B'])
  list.remove('A')
  list.remove('C')
  expect(list.names()).toEqual(['B'])
  list.remove('B')
  expect([...kept]).toEqual([])
})

it.each<[string | undefined, string[]]>([
  [undefined, []],
  ['', []],
  ['{', []],
  ['null', []],
  ['["A"]', []],
  ['{"A":true,"B":false,"C":1}', ['A']],
  ['{"__proto__":true,"constructor":true}', ['__proto__', 'constructor']]
])('%p names %p, and can be added to', (text, names) => {
  const { store } = stored(text)
  const list = autoLoadList(store)
  expect(list.names()).toEqual(names)
  list.add('New')
  expect(list.names()).toEqual([...names, 'New'])
})
