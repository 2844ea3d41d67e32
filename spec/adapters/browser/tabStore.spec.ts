/** The tab's storage, and memory where there is none. */
import { tabStore } from '../../../adapters/browser'

const fake = (more: Partial<Storage> = {}): Storage => {
  const kept = new Map<string, string>()
  const storage: Partial<Storage> = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key), ...more }
  return storage as Storage // what the store uses of it
}

const refused = (): never => {
  throw new Error('SecurityError')
}

it.each<[string, () => Storage]>([
  ['a storage', (() => { const one = fake(); return () => one })()],
  ['no storage', refused],
  ['a full storage', (() => { const one = fake({ setItem: refused }); return () => one })()]
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
  const one = fake()
  tabStore(() => one).set('k', 'v')
  expect(tabStore(() => one).get('k')).toBe('v')
})
