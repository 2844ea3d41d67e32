/** Web messaging on sites as they are: several hosts, blocked storage, the next day, and policies that let nothing through. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Bus, Plugin } from '../../adapters/bus'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox } from '../../sandbox/src/index'
import { openPages } from './kit/busPages'
import type { BusPages } from './kit/busPages'
import { launch } from './kit/stage'

jest.setTimeout(60_000)

const HOSTS = '--host-resolver-rules=MAP *.test 127.0.0.1'

const config = (api: string, transport: object = {}): string =>
  `window._genesys = { widgets: { webchat: { transport: ${JSON.stringify({ type: 'webmessaging', deploymentId: 'd', dataURL: api, ...transport })} } } }`

const SITE = `
window.site = CXBus.registerPlugin('Site')
window.heard = []
;['restored', 'ended'].forEach((name) => site.subscribe('WebChatService.' + name, () => heard.push(name)))
`

/** What the pages of this spec have on their window. */
interface SiteWindow {
  readonly CXBus: Bus
  readonly site: Plugin
  readonly heard: ReadonlyArray<string>
}

let browser: Browser
let sandbox: Sandbox
let pages: BusPages

const page = (name: string): ReadonlyArray<string> => [`/${name}.js`, '/bundle.js', '/site.js']

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0, autoAgent: false,
    config: { deployments: [{ id: 'd' }, { id: 'elsewhere', allowedOrigins: ['https://other.example'] }] }
  })
  const { url } = sandbox
  pages = await openPages(
    { '/shop.html': page('plain'), '/kept.html': page('kept'), '/unknown.html': page('unknown'), '/elsewhere.html': page('elsewhere'), '/noSocket.html': page('plain'), '/nothing.html': page('plain'), '/frame.html': ['/frame.js'] },
    {
      '/plain.js': config(url),
      '/kept.js': config(url, { keepUntil: 'sessionEnds' }),
      '/unknown.js': config(url, { deploymentId: 'unknown' }),
      '/elsewhere.js': config(url, { deploymentId: 'elsewhere' }),
      '/site.js': SITE,
      '/frame.js': `addEventListener('DOMContentLoaded', () => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts'; frame.src = '/shop.html'; document.body.append(frame) })`
    },
    (path) => (path === '/nothing.html' ? "'self'" : path === '/noSocket.html' ? `'self' ${url}` : `'self' ${url} ws:`)
  )
  browser = await launch([HOSTS])
})

afterAll(async () => {
  await browser.close()
  await pages.close()
  await sandbox.close()
})

/** Issues a command on the page: `['done', value]` or `['fail', reason]`. */
const ask = (where: Pick<Page, 'evaluate'>, command: string, options?: object): Promise<unknown[]> =>
  where.evaluate(
    ([name, given]) =>
      new Promise<unknown[]>((resolve) => {
        ;(window as unknown as SiteWindow).site // the script of the page put it there
          .command(`WebChatService.${name}`, given)
          .done((value: unknown) => resolve(['done', value]))
          .fail((reason: unknown) => resolve(['fail', reason]))
      }),
    [command, options] as const
  )

const hears = (where: Page, name: string): Promise<unknown> => where.waitForFunction((event) => (window as unknown as SiteWindow).heard.includes(event), name) // as above

const errorsOf = (where: Page): ReadonlyArray<string> => {
  const errors: string[] = []
  where.on('pageerror', ({ message }) => errors.push(message))
  return errors
}

it('www starts, shop restores', async () => {
  const context = await browser.newContext()
  const www = await context.newPage()
  await www.goto(pages.at('/shop.html', 'www.shop.test'))
  expect(await ask(www, 'startChat', { nickname: 'Ana' })).toMatchObject(['done', { status: 200 }])
  expect(await ask(www, 'sendMessage', { message: 'from www' })).toMatchObject(['done', { text: 'from www' }])
  const shop = await context.newPage()
  await shop.goto(pages.at('/shop.html', 'shop.shop.test'))
  await hears(shop, 'restored')
  expect(await ask(shop, 'getTranscript')).toMatchObject(['done', { messages: [{ text: 'from www' }] }])
  await ask(shop, 'endChat')
  await hears(www, 'ended')
  expect(await context.cookies()).toEqual([])
  await context.close()
})

it('with nothing to keep it in, the chat works on its page', async () => {
  const context = await browser.newContext()
  const outer = await context.newPage()
  const errors = errorsOf(outer)
  await outer.goto(pages.at('/frame.html'))
  await outer.waitForFunction(() => document.querySelector('iframe'))
  const frame = outer.frames()[1]
  if (frame === undefined) throw new Error('There is no frame.')
  await frame.waitForFunction(() => (window as unknown as Partial<SiteWindow>).site !== undefined) // the script of the page puts it there
  expect(await ask(frame, 'startChat')).toMatchObject(['done', { status: 200 }])
  expect(await ask(frame, 'sendMessage', { message: 'hello' })).toMatchObject(['done', { text: 'hello' }])
  expect(await ask(frame, 'endChat')).toMatchObject(['done', { status: 204 }])
  expect(await ask(frame, 'verifySession')).toEqual(['done', { sessionActive: false }])
  expect(errors).toEqual([])
  await context.close()
})

it.each([['/shop.html', false], ['/kept.html', true]])('the browser closed and opened again, %s: found %p', async (path, isFound) => {
  const folder = await mkdtemp(join(tmpdir(), 'browser-'))
  const given: unknown = JSON.parse(process.env['CHROMIUM_ARGS'] ?? '[]')
  const unwanted = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content']
  const args = (Array.isArray(given) ? given.map(String) : []).filter((argument) => !unwanted.includes(argument))
  const open = (): Promise<BrowserContext> => chromium.launchPersistentContext(folder, { executablePath: process.env['CHROMIUM_PATH'], args: [...args, '--no-sandbox', HOSTS], headless: true })
  const today = await open()
  const first = await today.newPage()
  await first.goto(pages.at(path, 'www.shop.test'))
  expect(await ask(first, 'startChat')).toMatchObject(['done', { status: 200 }])
  expect(await ask(first, 'sendMessage', { message: 'until tomorrow' })).toMatchObject(['done', {}])
  await today.close()
  const tomorrow = await open()
  const second = await tomorrow.newPage()
  await second.goto(pages.at(path, 'www.shop.test'))
  expect(await ask(second, 'verifySession')).toEqual(['done', { sessionActive: isFound }])
  await tomorrow.close()
  await rm(folder, { recursive: true, force: true })
})

it.each([
  ['/unknown.html', 'knows no deployment unknown'],
  ['/elsewhere.html', 'does not allow the site www.shop.test'],
  ['/noSocket.html', '127.0.0.1 cannot be reached, though the deployment allows this site'],
  ['/nothing.html', 'can be reached. Does the page\'s Content-Security-Policy allow both']
])('a chat that does not start on %s says why, within seconds', async (path, expected) => {
  const context = await browser.newContext()
  const visited = await context.newPage()
  const errors = errorsOf(visited)
  await visited.goto(pages.at(path, 'www.shop.test'))
  const begun = Date.now()
  expect(await ask(visited, 'startChat')).toMatchObject(['fail', { statusText: expect.stringContaining(expected) }])
  expect(Date.now() - begun).toBeLessThan(8_000)
  expect(errors).toEqual([])
  await context.close()
})
