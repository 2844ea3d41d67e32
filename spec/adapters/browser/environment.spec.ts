/** The rest of what a browser brings. */
import { page, save, uuid } from '../../../adapters/browser'
import { wakes$ } from '../../../adapters/browser/wakes'

afterEach(() => ['document', 'location'].forEach((name) => Reflect.deleteProperty(globalThis, name)))

it('uuids are of version 4, lower case, and differ', () => {
  const all = Array.from({ length: 200 }, uuid)
  expect(all.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([])
  expect(new Set(all).size).toBe(200)
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0', 'Edge', 'Windows', 'web'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36', 'Chrome', 'Linux', 'web'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36', 'Chrome', 'Linux', 'web'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15', 'Safari', 'macOS', 'web'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1', 'Safari', 'iOS', 'mobile'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0', 'Firefox', 'Android', 'mobile'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1', 'Chrome', 'iOS', 'mobile'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/120.0 Mobile/15E148 Safari/605.1.15', 'Firefox', 'iOS', 'mobile'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 OPR/106.0', 'Opera', 'Windows', 'web'],
  ['Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36', 'Samsung', 'Android', 'mobile'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36', 'Chrome', 'ChromeOS', 'web'],
  ['', 'unknown', 'unknown', 'web']
])('tells what page it is: %s', (userAgent, browser, system, source) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent }, configurable: true })
  Object.assign(globalThis, { document: { title: 'Shop', referrer: 'https://search.example/' }, location: { href: 'https://shop.example/cart' } })
  const facts = page()
  if (before) Object.defineProperty(globalThis, 'navigator', before)
  else Reflect.deleteProperty(globalThis, 'navigator')
  expect(facts).toEqual({
    _genesys_url: 'https://shop.example/cart',
    _genesys_referrer: 'https://search.example/',
    _genesys_pageTitle: 'Shop',
    _genesys_browser: browser,
    _genesys_OS: system,
    _genesys_source: source
  })
})

it('saves through a link, and frees the memory later', () => {
  jest.useFakeTimers()
  const log: string[] = []
  const link = { href: '', download: '', hidden: false, click: () => log.push(`${link.href.slice(0, 5)} ${link.download}`), remove: () => log.push('removed') }
  Object.assign(globalThis, { document: { createElement: () => link, body: { append: () => log.push('appended') } } })
  const revoke = jest.spyOn(URL, 'revokeObjectURL').mockImplementation(() => void log.push('freed'))
  save(new Blob(['x']), '../x.txt')
  jest.runAllTimers()
  revoke.mockRestore()
  jest.useRealTimers()
  expect(log).toEqual(['appended', 'blob: _x.txt', 'removed', 'freed'])
})

it('tells when the page is shown again, not when it is hidden or shown first', () => {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const listening = { addEventListener: window.addEventListener.bind(window), removeEventListener: window.removeEventListener.bind(window) }
  Object.assign(globalThis, { document, ...listening })
  const told: string[] = []
  const watching = wakes$.subscribe(({ type }) => told.push(type))
  const become = (visibilityState: string): void => {
    Object.assign(document, { visibilityState }).dispatchEvent(new Event('visibilitychange'))
  }
  const show = (persisted: boolean): boolean => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
  show(false)
  become('hidden')
  expect(told).toEqual([])
  become('visible')
  show(true)
  watching.unsubscribe()
  become('visible')
  Object.keys(listening).forEach((name) => Reflect.deleteProperty(globalThis, name))
  expect(told).toEqual(['visibilitychange', 'pageshow'])
})
