/** Cookies of the whole site, in a jar that follows a browser's rules, and what is done where they are refused. */
import { cookieStore } from '../../../adapters/browser'
import type { Store } from '../../../adapters/transports/Environment'

const SUFFIXES = ['com', 'uk', 'co.uk', 'localhost']

interface Jar {
  readonly written: string[]
  readonly kept: Map<string, string>
}

/** A `document.cookie` for `hostname` that takes what a browser takes. */
const jar = (hostname: string, { refuses = false, throws = false, limit = Infinity } = {}): Jar => {
  const written: string[] = []
  const kept = new Map<string, string>()
  const document = {
    get cookie() {
      if (throws) throw new Error('SecurityError')
      return [...kept].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    set cookie(text: string) {
      if (throws) throw new Error('SecurityError')
      const [pair = '', ...attributes] = text.split('; ')
      const [name = '', ...rest] = pair.split('=')
      const value = rest.join('=')
      if (!name.startsWith('_webchat')) written.push(text)
      const domain = attributes.find((attribute) => attribute.startsWith('domain='))?.slice(7)
      if (pair.length > limit || refuses || (domain && (SUFFIXES.includes(domain) || !`.${hostname}`.endsWith(`.${domain}`)))) return
      if (attributes.some((attribute) => attribute.startsWith('expires=') && Date.parse(attribute.slice(8)) < Date.now())) kept.delete(name)
      else kept.set(name, value)
    }
  }
  Object.assign(globalThis, { document, location: { hostname, protocol: 'https:' } })
  return { written, kept }
}

const memory = (): Store & { kept: Map<string, string> } => {
  const kept = new Map<string, string>()
  return { kept, get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) }
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'document')
  Reflect.deleteProperty(globalThis, 'location')
})

describe('the domain', () => {
  it.each([
    ['www.shop.example.com', 'example.com'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['example.com', 'example.com'],
    ['localhost', undefined],
    ['intranet', undefined],
    ['127.0.0.1', undefined],
    ['[::1]', undefined]
  ])('of %s is %s', (hostname, domain) => {
    const { written, kept } = jar(hostname)
    const store = cookieStore()
    expect([...kept.keys()]).toEqual([])
    store.set('k', 'v')
    expect(written).toEqual([`k=v; path=/; sameSite=strict; secure${domain ? `; domain=${domain}` : ''}`])
  })
})

describe('the store', () => {
  it('writes session cookies for the whole site', () => {
    const { written } = jar('www.example.com')
    cookieStore().set('_genesys.widgets.webchat.state.purecloud-v2-sockets.JWtoken', 'a.b-c_d')
    expect(written).toEqual(['_genesys.widgets.webchat.state.purecloud-v2-sockets.JWtoken=a.b-c_d; path=/; sameSite=strict; secure; domain=example.com'])
  })

  it('keeps what is wanted beyond the browser\'s end for so long, on its way through every store', () => {
    const { written } = jar('www.example.com')
    const before = Date.now()
    cookieStore({ deploymentID: 'D7' }).set('k', 'v', 3_600_000)
    const [, expires = ''] = /expires=([^;]+)/.exec(written[0] ?? '') ?? []
    expect(Math.abs(Date.parse(expires) - before - 3_600_000)).toBeLessThan(5_000)
  })

  it('prefixes names with the deployment, and merges cookieOptions', () => {
    const { written } = jar('www.example.com')
    const store = cookieStore({ deploymentID: 'D7', cookieOptions: { domain: 'www.example.com', sameSite: 'lax', secure: false } })
    store.set('k', 'v')
    expect(written).toEqual(['D7.k=v; path=/; sameSite=lax; domain=www.example.com'])
    expect(store.get('k')).toBe('v')
    store.remove('k')
    expect(store.get('k')).toBeUndefined()
  })

  it.each([[undefined], [{ deploymentID: 7, cookieOptions: 'x' }], [{ deploymentID: '', cookieOptions: null }]])('ignores configuration that is none: %p', (config) => {
    const { written } = jar('localhost')
    cookieStore(config).set('k', 'v')
    expect(written).toEqual(['k=v; path=/; sameSite=strict; secure'])
  })

  it.each(['wss://streaming.example.com/v2/x?a=b&c', 'ünïcode ;,= %', '{"json":"\\"yes\\""}', ''])('keeps %p as it is', (value) => {
    jar('example.com')
    const store = cookieStore({}, memory())
    store.set('k', value)
    expect(store.get('k')).toBe(value)
  })

  it('reads what somebody tampered with as text, or not at all', () => {
    const { kept } = jar('example.com')
    const store = cookieStore({}, memory())
    kept.set('k', '%E0%A4%A')
    expect(() => store.get('k')).not.toThrow()
    kept.set('k', 'undefined')
    expect(store.get('k')).toBe('undefined')
  })

  it('a cookie that the site deletes is gone', () => {
    const { kept } = jar('example.com')
    const fallback = memory()
    const store = cookieStore({}, fallback)
    store.set('k', 'v')
    kept.delete('k')
    expect(store.get('k')).toBeUndefined()
    expect(fallback.kept.size).toBe(0)
  })

  it('keeps in the tab what is too big for a cookie, name by name', () => {
    const { kept } = jar('www.example.com', { limit: 100 })
    const fallback = memory()
    const big = 'x'.repeat(200)
    const store = cookieStore({ deploymentID: 'D' }, fallback)
    store.set('k', 'v')
    store.set('other', 'v')
    store.set('k', big)
    expect([store.get('k'), store.get('other')]).toEqual([big, 'v'])
    expect([[...kept.keys()], [...fallback.kept.keys()]]).toEqual([['D.other'], ['D.k']])
    expect(cookieStore({ deploymentID: 'D' }, fallback).get('k')).toBe(big)
    store.set('k', 'w')
    expect([store.get('k'), fallback.kept.size]).toEqual(['w', 0])
    store.set('k', big)
    store.remove('k')
    expect(store.get('k')).toBeUndefined()
  })

  it.each([[{ refuses: true }], [{ throws: true }]])('falls back to the tab where cookies are blocked: %p', (how) => {
    jar('www.example.com', how)
    const fallback = memory()
    const store = cookieStore({ deploymentID: 'D' }, fallback)
    store.set('k', 'v')
    expect([store.get('k'), fallback.kept.get('D.k')]).toEqual(['v', 'v'])
    store.remove('k')
    expect(store.get('k')).toBeUndefined()
  })
})
