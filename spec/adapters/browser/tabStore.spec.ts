/** The tab's storage, and memory where there is none. */
import { tabStore } from '../../../adapters/browser'

/** Stands for the tab's storage. Texts longer than `limit` are refused, as by a full one. */
class FakeStorage {
  readonly kept = new Map<string, string>()
  constructor(readonly limit = Infinity) {}
  get length() {
    return this.kept.size
  }
  readonly key = (index: number) => [...this.kept.keys()][index] ?? null
  readonly getItem = (key: string) => this.kept.get(key) ?? null
  readonly setItem = (key: string, value: string) => {
    if (value.length > this.limit) refused()
    this.kept.set(key, value)
  }
  readonly removeItem = (key: string) => {
    this.kept.delete(key)
  }
  readonly clear = () => this.kept.clear()
}

const refused = (): never => {
  throw new Error('SecurityError')
}

it.each<[string, () => Storage | null]>([
  ['a storage', (() => { const one = new FakeStorage(); return () => one })()],
  ['a storage that is refused', refused],
  ['no storage', () => null],
  ['a full storage', () => new FakeStorage(0)],
  ['a storage that refuses everything', () => Object.assign(new FakeStorage(), { getItem: refused, setItem: refused, removeItem: refused })]
])('keeps, overwrites and forgets with %s', (_, storage) => {
  const store = tabStore(storage)
  expect(store.get('k')).toBeUndefined()
  store.set('k', 'v')
  store.set('k', 'w')
  expect(store.get('k')).toBe('w')
  store.remove('k')
  expect(store.get('k')).toBeUndefined()
})

it('survives a reload where the tab has a storage', () => {
  const one = new FakeStorage()
  tabStore(() => one).set('k', 'v')
  expect(tabStore(() => one).get('k')).toBe('v')
})

it('keeps in memory what is too big for the storage, and the rest in the storage', () => {
  const limited = new FakeStorage(100)
  const store = tabStore(() => limited)
  const big = 'x'.repeat(200)
  store.set('k', 'v')
  store.set('other', 'v')
  store.set('k', big)
  expect([store.get('k'), store.get('other'), [...limited.kept.keys()]]).toEqual([big, 'v', ['other']])
  store.remove('k')
  expect(store.get('k')).toBeUndefined()
})
