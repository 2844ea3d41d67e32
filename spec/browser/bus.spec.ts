/** The script bundle in a real browser: under a strict policy, with and without a bus, through a whole chat. */
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import type { Bus, BusEvents, Plugin } from '../../adapters/bus'
import type { Widgets } from '../../adapters/bus/Page'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox } from '../../sandbox/src/index'
import { openPages, STUB_BUS } from './kit/busPages'
import type { BusPages } from './kit/busPages'

declare global {
  // What the pages of this spec have on their window.
  interface Window {
    CXBus: Bus & { stub?: boolean }
    _genesys: { widgets: Widgets & { bus: Plugin } }
    site: Plugin
    told: string[]
    log: unknown[]
    load: () => void
  }
}

jest.setTimeout(60_000)

const config = (api: string, more = ''): string => `
window._genesys = { widgets: {
  main: { deploymentID: 'D7' },
  webchat: { transport: { type: 'purecloud-v2-sockets', dataURL: '${api}', deploymentKey: '1', orgGuid: '2', interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'q' } } } }
} };${more}`

/** Subscribes to everything that the specs look at. */
const SITE = `
window.told = []
window.site = CXBus.registerPlugin('Site')
;['ready', 'started', 'Started', 'restored', 'messageReceived', 'clientConnected', 'agentConnected', 'ended', 'error'].forEach((name) =>
  site.subscribe('WebChatService.' + name, ({ data }) => told.push(name === 'messageReceived' ? data.messages.map(({ type, text, from }) => [type, from.type, text].join(' ')).join() : name)))
`

/** A core that loads plugins when they are asked for, and those on its list by itself. */
const LOADER = `
const app = CXBus.registerPlugin('App')
const list = () => JSON.parse(sessionStorage.getItem('autoLoadList') || '{}')
const lists = (wanted) => ({ data, deferred }) => { sessionStorage.setItem('autoLoadList', JSON.stringify({ ...list(), [data.name]: wanted })); deferred.resolve() }
app.registerCommand('registerAutoLoad', lists(true))
app.registerCommand('deregisterAutoLoad', lists(false))
app.republish('ready', window._genesys.widgets)
app.ready()
window.load = () => document.head.append(Object.assign(document.createElement('script'), { src: '/bundle.js' }))
if (list().WebChatService) load()
`

let browser: Browser
let sandbox: Sandbox
let pages: BusPages
let complaints: string[]

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, autoAgent: false })
  pages = await openPages(
    {
      '/shop.html': ['/config.js', '/bundle.js', '/site.js'],
      '/late.html': ['/bundle.js', '/site.js', '/config.js'],
      '/bare.html': ['/bundle.js', '/site.js'],
      '/incumbent.html': ['/config.js', '/stub.js', '/bundle.js', '/core.js', '/site.js'],
      '/named.html': ['/config.js', '/stub.js', '/loader.js', '/site.js'],
      '/frame.html': ['/frame.js']
    },
    {
      '/config.js': config(sandbox.url),
      '/site.js': SITE,
      '/stub.js': STUB_BUS,
      '/core.js': `const app = CXBus.registerPlugin('App'); app.republish('ready', window._genesys.widgets); app.ready()`,
      '/loader.js': LOADER,
      '/frame.js': `addEventListener('DOMContentLoaded', () => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts'; frame.src = '/shop.html'; document.body.append(frame) })`
    },
    () => `'self' ${sandbox.url} ws:`
  )
  const given: unknown = JSON.parse(process.env['CHROMIUM_ARGS'] ?? '[]')
  const unwanted = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content']
  const args = (Array.isArray(given) ? given.map(String) : []).filter((argument) => !unwanted.includes(argument))
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'], args: [...args, '--no-sandbox', '--host-resolver-rules=MAP *.test 127.0.0.1'], headless: true })
})

afterAll(async () => {
  await browser.close()
  await pages.close()
  await sandbox.close()
})

const visit = async (path: string, host?: string): Promise<Page> => {
  const context = await browser.newContext()
  const page = await context.newPage()
  complaints = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(pages.at(path, host))
  return page
}

afterEach(async () => {
  expect(complaints).toEqual([]) // a policy that was violated is one of them
  await Promise.all(browser.contexts().map((context) => context.close()))
})

/** Issues a command on the page: `['done', value]` or `['fail', reason]`. */
const ask = (page: Page, command: string, options?: object): Promise<unknown[]> =>
  page.evaluate(
    ([name, given]) =>
      new Promise<unknown[]>((resolve) => {
        window.site
          .command(`WebChatService.${name}`, given)
          .done((value) => resolve(['done', value]))
          .fail((reason) => resolve(['fail', reason]))
      }),
    [command, options] as const
  )

const told = (page: Page, last: string): Promise<string[]> =>
  page.waitForFunction((name) => window.told.includes(name) && window.told, last).then((handle) => handle.jsonValue() as Promise<string[]>)

const conversation = (): ReturnType<Sandbox['control']['conversation']> => {
  const all = sandbox.control.conversations()
  const latest = all[all.length - 1]
  if (!latest) throw new Error('There is no conversation.')
  return latest
}

const cookies = async (page: Page): Promise<string[]> =>
  (await page.context().cookies()).map(({ name, domain, path, sameSite, expires }) => [name, domain, path, sameSite, expires].join(' ')).sort()

describe('on a page without CXBus, under a strict policy', () => {
  it('the bus is there, for plugins of the site too', async () => {
    const page = await visit('/shop.html')
    const got = await page.evaluate(async () => {
      const mine = window.CXBus.registerPlugin('Mine')
      if (!mine) return 'refused'
      mine.registerCommand('double', ({ data, deferred }) => deferred.resolve((data as { n: number }).n * 2))
      mine.ready()
      return [window._genesys.widgets.bus.namespace(), await window._genesys.widgets.bus.command('Mine.double', { n: 21 })]
    })
    expect(got).toEqual(['QuickBus', 42])
    expect(await told(page, 'ready')).toEqual(['ready'])
    expect(await ask(page, 'verifySession')).toEqual(['done', { sessionActive: false }])
  })

  it('a configuration after the script is found', async () => {
    const page = await visit('/late.html')
    expect(await ask(page, 'verifySession')).toEqual(['done', { sessionActive: false }])
  })

  it('without a configuration every command says so', async () => {
    const page = await visit('/bare.html')
    expect(await ask(page, 'startChat')).toEqual(['fail', 'WebChatService is not configured. webchat: expected an object, found undefined'])
    expect(await told(page, 'error')).toEqual(['ready', 'error'])
  })

  it('a text field can be an element or a jQuery-like collection, and nothing else', async () => {
    const page = await visit('/shop.html')
    const got = await page.evaluate(async () => {
      const register = (input: unknown): Promise<string> =>
        window.site.command('WebChatService.registerTypingPreviewInput', { input }).then(
          () => 'done',
          () => 'fail'
        )
      const field = document.querySelector('#field')
      const collection = (element: unknown): object => ({ 0: element, length: 1, jquery: '3' })
      return Promise.all([field, collection(field), document.querySelectorAll('textarea'), document.querySelector('#div'), collection(undefined), '#field'].map(register))
    })
    expect(got).toEqual(['done', 'done', 'done', 'fail', 'fail', 'fail'])
  })
})

describe('a chat', () => {
  const STATE = 'D7._genesys.widgets.webchat.state.purecloud-v2-sockets'

  it('starts, goes both ways, survives a reload, ends, and starts again', async () => {
    const page = await visit('/shop.html', 'www.shop.test')
    const started = await ask(page, 'startChat', { nickname: 'Mara' })
    expect(started).toMatchObject(['done', { status: 200, data: { conversationId: conversation().id } }])
    await told(page, 'clientConnected')
    const kept = ['ConversationID', 'JWtoken', 'LastMsgId', 'MemberID', 'WS_URL'].map((key) => `${STATE}.${key} .shop.test / Strict -1`)
    expect(await cookies(page)).toEqual(kept)

    const { id } = conversation()
    const { memberId } = sandbox.control.addAgent(id, { name: 'Alex' })
    await told(page, 'agentConnected')
    expect(await ask(page, 'sendMessage', { message: 'hello' })).toMatchObject(['done', { body: 'hello' }])
    sandbox.control.sendMessage(id, memberId, 'good day')
    const all = await told(page, 'Message Agent good day')
    expect(all.filter((name) => name !== 'ready')).toEqual(
      ['started', 'Started', 'ParticipantJoined Client ', 'clientConnected', 'ParticipantJoined Agent ', 'agentConnected', 'Message Client hello', 'Message Agent good day']
    )

    await page.reload()
    await told(page, 'restored')
    expect(await ask(page, 'verifySession')).toEqual(['done', { sessionActive: true }])
    expect(await ask(page, 'startChat')).toEqual(['fail', 'There is already an active chat session.'])

    expect(await ask(page, 'endChat')).toMatchObject(['done', { status: 204 }])
    await told(page, 'ended')
    expect(await cookies(page)).toEqual([])
    expect(await ask(page, 'startChat', { nickname: 'Mara' })).toMatchObject(['done', { status: 200 }])
    expect(conversation().id).not.toBe(id)
  })

  it('works where cookies are blocked, in a sandboxed frame', async () => {
    const page = await visit('/frame.html')
    const frame = await page.waitForFunction(() => document.querySelector('iframe')).then(() => page.frames()[1])
    const got = await frame?.evaluate(async () => {
      const sessions = []
      await window.site.command('WebChatService.startChat')
      sessions.push(await window.site.command('WebChatService.verifySession'))
      await window.site.command('WebChatService.endChat')
      sessions.push(await window.site.command('WebChatService.verifySession'))
      return sessions
    })
    expect(got).toEqual([{ sessionActive: true }, { sessionActive: false }])
  })
})

describe('on a page with CXBus', () => {
  it('loaded on demand, it is loaded by the next page too, until the chat has ended', async () => {
    const page = await visit('/named.html')
    await page.evaluate(() => window.load())
    await told(page, 'ready')
    expect(await ask(page, 'startChat', { nickname: 'Ada' })).toMatchObject(['done', { status: 200 }])
    await told(page, 'started')

    await page.reload()
    await told(page, 'restored')
    expect(await ask(page, 'verifySession')).toEqual(['done', { sessionActive: true }])
    expect(await ask(page, 'endChat')).toMatchObject(['done', { status: 204 }])
    await told(page, 'ended')

    await page.reload()
    expect(await page.evaluate(() => [sessionStorage.getItem('autoLoadList'), document.querySelectorAll('script[src="/bundle.js"]').length])).toEqual(['{"WebChatService":false}', 0])
  })

  it('registers on it, waits for App.ready, and works through its results', async () => {
    const page = await visit('/incumbent.html')
    expect(await page.evaluate(() => [window.CXBus.stub, window._genesys.widgets.bus])).toEqual([true, undefined])
    expect(await ask(page, 'startChat', { nickname: 'Ines' })).toMatchObject(['done', { status: 200 }])
    await told(page, 'clientConnected')
    expect(await page.evaluate(() => window.site.data('WebChatService.sessionActive'))).toBe(true)
    expect(await ask(page, 'sendMessage', { message: ' ' })).toEqual(['fail', 'No message text provided.'])
    const name: keyof BusEvents = 'WebChatService.ended'
    expect(await ask(page, 'endChat')).toMatchObject(['done', { status: 204 }])
    expect(await told(page, name.slice(15))).toContain('ended')
  })
})
