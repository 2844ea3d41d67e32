/** The tab's storage, and memory where there is none. */
import { tabStore } from '../../../adapters/browser'

/** Stands for the tab's storage, of which the store uses the properties. */
const fake = (): Storage => Object.create(null)

const refused = (): never => {
  throw new Error('SecurityError')
}

it.each<[string, () => Storage]>([
  ['a storage', (() => { const one = fake(); return () => one })()],
  ['no storage', refused],
  ['a full storage', () => new Proxy(fake(), { set: refused })]
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

it('keeps in memory what is too big for the storage, and the rest in the storage', () => {
  const one = fake()
  const limited = new Proxy(one, { set: (on, key, value: string) => (value.length > 100 ? refused() : Reflect.set(on, key, value)) })
  const store = tabStore(() => limited)
  const big = 'x'.repeat(200)
  store.set('k', 'v')
  store.set('other', 'v')
  store.set('k', big)
  expect([store.get('k'), store.get('other'), Object.keys(one)]).toEqual([big, 'v', ['other']])
  store.remove('k')
  expect(store.get('k')).toBeUndefined()
})
