/** Several tabs of a site in a real browser: one connection, one chat, whoever goes. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Bus, Plugin } from '../../adapters/bus'
import type { Widgets } from '../../adapters/bus/Page'
import { startSandbox } from '../../sandbox/src/index'
import type { ConversationView, Sandbox } from '../../sandbox/src/index'
import { openPages } from './kit/busPages'
import type { BusPages } from './kit/busPages'
import { launch } from './kit/stage'

declare global {
  // What the pages of this spec have on their window.
  interface Window {
    CXBus: Bus & { stub?: boolean }
    _genesys: { widgets: Widgets & { bus: Plugin } }
    site: Plugin
    /** What was told, in order: messages as `Agent hello`, other events by their names. */
    told: string[]
    /** When the last message came, in ms since the epoch. */
    at: number
  }
}

jest.setTimeout(60_000)

const SITE = `
window.told = []
window.site = CXBus.registerPlugin('Site')
;['started', 'restored', 'agentConnected', 'agentTypingStarted', 'disconnected', 'reconnected', 'restoreFailed', 'ended', 'error'].forEach((name) =>
  site.subscribe('WebChatService.' + name, () => told.push(name)))
site.subscribe('WebChatService.messageReceived', ({ data }) => data.messages.forEach(({ type, text, from }) => {
  window.at = Date.now()
  if (type === 'Message' || type === 'Structured') told.push(from.type + ' ' + text)
}))
`

const NO_LOCKS = `Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }); delete Navigator.prototype.locks`

const guestChat = (api: string): object => ({ type: 'purecloud-v2-sockets', dataURL: api, deploymentKey: '1', orgGuid: '2', interactionData: { routing: { targetAddress: 'q' } } })
const webMessaging = (api: string): object => ({ type: 'webmessaging', deploymentId: 'sandbox', dataURL: api })
const configure = (transport: object, more: object = {}): string => `window._genesys = { widgets: ${JSON.stringify({ webchat: { transport, ...more } })} }`

let browser: Browser
let sandbox: Sandbox
let pages: BusPages
let context: BrowserContext
let complaints: string[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, autoAgent: false })
  pages = await openPages(
    {
      '/guestChat.html': ['/guestChat.js', '/bundle.js', '/site.js'],
      '/webMessaging.html': ['/webMessaging.js', '/bundle.js', '/site.js'],
      '/separate.html': ['/separate.js', '/bundle.js', '/site.js'],
      '/noLocks.html': ['/noLocks.js', '/guestChat.js', '/bundle.js', '/site.js'],
      '/wrong.html': ['/wrong.js', '/bundle.js', '/site.js']
    },
    {
      '/guestChat.js': configure(guestChat(sandbox.url)),
      '/webMessaging.js': configure(webMessaging(sandbox.url)),
      '/separate.js': configure(guestChat(sandbox.url), { tabs: 'separate' }),
      '/wrong.js': configure(guestChat(sandbox.url), { tabs: 'one' }),
      '/noLocks.js': NO_LOCKS,
      '/site.js': SITE
    },
    () => `'self' ${sandbox.url} ws:`
  )
  browser = await launch()
})

beforeEach(async () => {
  sandbox.control.reset()
  context = await browser.newContext()
  complaints = []
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

afterAll(async () => {
  await browser.close()
  await pages.close()
  await sandbox.close()
})

const open = async (path: string): Promise<Page> => {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(pages.at(path))
  return page
}

/** `['done', …]` or `['fail', …]`. */
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

const sees = (page: Page, what: string): Promise<unknown> => page.waitForFunction((it) => window.told.includes(it), what)
const told = (page: Page): Promise<string[]> => page.evaluate(() => window.told)
const messages = async (page: Page): Promise<string[]> => (await told(page)).filter((each) => each.includes(' '))
const isActive = async (page: Page): Promise<unknown> => (await ask(page, 'verifySession'))[1]

const conversation = (): ConversationView => {
  const found = sandbox.control.conversations().at(-1)
  if (found === undefined) throw new Error('There is no conversation.')
  return found
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

const said = (): ReadonlyArray<string> => conversation().messages.filter(({ kind }) => kind === 'text').map(({ text }) => text)

describe.each(['guestChat', 'webMessaging'])('%s', (backEnd) => {
  const tab = (): Promise<Page> => open(`/${backEnd}.html`)

  /** A chat begun in one tab, in which the agent has said `hello`; two tabs opened before and after that. */
  const three = async (): Promise<{ readonly tabs: readonly [Page, Page, Page]; readonly agent: string }> => {
    const early = await tab()
    const holder = await tab()
    expect(await ask(holder, 'startChat', { nickname: 'Ada' })).toMatchObject(['done', {}])
    expect(await ask(holder, 'sendMessage', { message: 'first' })).toMatchObject(['done', {}])
    const { id } = conversation()
    const { memberId } = sandbox.control.addAgent(id, { name: 'Alex' })
    sandbox.control.sendMessage(id, memberId, 'hello')
    await sees(holder, 'Agent hello')
    const late = await tab()
    await Promise.all([early, late].map((page) => sees(page, 'Agent hello')))
    return { tabs: [holder, early, late], agent: memberId }
  }

  it('three tabs have one connection, see the same, and send through it', async () => {
    const { tabs, agent } = await three()
    const { id } = conversation()
    expect(conversation().streams).toBe(1)
    for (const [i, page] of tabs.entries()) expect(await ask(page, 'sendMessage', { message: `from ${i}` })).toMatchObject(['done', {}])
    for (const text of ['one', 'two']) sandbox.control.sendMessage(id, agent, text)
    await Promise.all(tabs.map((page) => sees(page, 'Agent two')))
    const all = ['Client first', 'Agent hello', 'Client from 0', 'Client from 1', 'Client from 2', 'Agent one', 'Agent two']
    expect(await Promise.all(tabs.map(messages))).toEqual([all, all, all])
    sandbox.control.typing(id, agent)
    await Promise.all(tabs.map((page) => sees(page, 'agentTypingStarted')))
    const transcripts = await Promise.all(tabs.map((page) => ask(page, 'getAgents')))
    expect(new Set(transcripts.map((each) => JSON.stringify(each))).size).toBe(1)
    expect((await told(tabs[1])).filter((name) => name === 'restored' || name === 'started')).toEqual(['restored'])
    expect(conversation().streams).toBe(1)
  })

  it.each(['closes', 'reloads', 'goes to another page'])('the holder %s: another tab has the connection within a second, and nothing is lost', async (how) => {
    const { tabs: [holder, second, third], agent } = await three()
    const { id } = conversation()
    const leave = how === 'closes' ? holder.close() : how === 'reloads' ? holder.reload() : holder.goto('about:blank')
    sandbox.control.sendMessage(id, agent, 'while it goes')
    await leave
    const from = Date.now()
    sandbox.control.sendMessage(id, agent, 'after it went')
    await Promise.all([second, third].map((page) => sees(page, 'Agent after it went')))
    const [at2, at3] = await Promise.all([second, third].map((page) => page.evaluate(() => window.at)))
    expect(Math.max(at2 ?? Infinity, at3 ?? Infinity) - from).toBeLessThan(1_000)
    expect(await ask(third, 'sendMessage', { message: 'through the new one' })).toMatchObject(['done', {}])
    await Promise.all([second, third].map((page) => sees(page, 'Client through the new one')))
    const all = ['Client first', 'Agent hello', 'Agent while it goes', 'Agent after it went', 'Client through the new one']
    expect(await Promise.all([second, third].map(messages))).toEqual([all, all])
    const unwanted = (name: string): boolean => ['disconnected', 'ended', 'error', 'restoreFailed'].includes(name)
    expect([...(await told(second)), ...(await told(third))].filter(unwanted)).toEqual([])
    await until(() => conversation().streams === 1)
  })

  it('what is on its way when the holder goes arrives once', async () => {
    const { tabs: [holder, second, third] } = await three()
    const texts = Array.from({ length: 6 }, (_, i) => `said ${i}`)
    const asked = Promise.all(texts.map((message, i) => ask(i % 2 === 0 ? second : third, 'sendMessage', { message })))
    await holder.close()
    expect((await asked).map(([outcome]) => outcome)).toEqual(texts.map(() => 'done'))
    await Promise.all([second, third].flatMap((page) => texts.map((text) => sees(page, `Client ${text}`))))
    expect([...said()].sort()).toEqual(['first', 'hello', ...texts].sort())
    const [one, other] = await Promise.all([second, third].map(messages))
    expect(other).toEqual(one)
    expect(one?.length).toBe(8)
  })

  it('ended in one tab, it has ended in all, and the next chat is another one', async () => {
    const { tabs } = await three()
    const [, second] = tabs
    expect(await ask(second, 'endChat')).toMatchObject(['done', {}])
    await Promise.all(tabs.map((page) => sees(page, 'ended')))
    expect(await Promise.all(tabs.map(isActive))).toEqual([{ sessionActive: false }, { sessionActive: false }, { sessionActive: false }])
    expect((await Promise.all(tabs.map(told))).map((names) => names.filter((name) => name === 'ended').length)).toEqual([1, 1, 1])
    const { id } = conversation()
    expect(await ask(second, 'startChat', { nickname: 'Bea' })).toMatchObject(['done', {}])
    expect(await ask(second, 'sendMessage', { message: 'I am Bea' })).toMatchObject(['done', {}])
    await Promise.all(tabs.map((page) => sees(page, 'Client I am Bea')))
    expect(conversation().id).not.toBe(id)
    expect(conversation().streams).toBe(1)
  })

  it('the agent ends it: every tab hears of it once', async () => {
    const { tabs } = await three()
    if (backEnd === 'guestChat') sandbox.control.end(conversation().id)
    else sandbox.webMessaging.clear(conversation().id)
    await Promise.all(tabs.map((page) => sees(page, 'ended')))
    expect((await Promise.all(tabs.map(told))).map((names) => names.filter((name) => name === 'ended').length)).toEqual([1, 1, 1])
  })

  it('a lost connection is told in every tab, and that it is back', async () => {
    const { tabs, agent } = await three()
    const { id } = conversation()
    sandbox.control.fault({ kind: 'refuse', duration: 1_500, conversationId: id })
    sandbox.control.fault({ kind: 'drop', conversationId: id })
    await Promise.all(tabs.map((page) => sees(page, 'disconnected')))
    sandbox.control.sendMessage(id, agent, 'meanwhile')
    await Promise.all(tabs.map((page) => sees(page, 'reconnected')))
    await Promise.all(tabs.map((page) => sees(page, 'Agent meanwhile')))
    expect(await Promise.all(tabs.map(messages))).toEqual([1, 2, 3].map(() => ['Client first', 'Agent hello', 'Agent meanwhile']))
  })

  it('a holder that does not move for a while is replaced, and stands back when it moves again', async () => {
    const { tabs: [holder, second, third], agent } = await three()
    const { id } = conversation()
    const frozen = holder.evaluate(() => {
      const until = Date.now() + 9_000
      while (Date.now() < until) continue
    })
    expect(await ask(second, 'sendMessage', { message: 'anybody there?' })).toMatchObject(['done', {}])
    sandbox.control.sendMessage(id, agent, 'yes')
    await Promise.all([second, third].map((page) => sees(page, 'Agent yes')))
    await frozen
    expect(await ask(holder, 'sendMessage', { message: 'back again' })).toMatchObject(['done', {}])
    await Promise.all([holder, second, third].map((page) => sees(page, 'Client back again')))
    const all = ['Client first', 'Agent hello', 'Client anybody there?', 'Agent yes', 'Client back again']
    expect(await Promise.all([holder, second, third].map(messages))).toEqual([all, all, all])
    await until(() => conversation().streams === 1)
    expect((await told(holder)).filter((name) => name === 'ended' || name === 'error')).toEqual([])
  })

  it('a chat is begun at the moment in which the page is loaded', async () => {
    const page = await tab()
    expect(await page.evaluate(() => window.site.command('WebChatService.verifySession'))).toEqual({ sessionActive: false })
    expect(await ask(page, 'startChat', { nickname: 'Zoe' })).toMatchObject(['done', {}])
  })
})

it('files go through the holder, and come to the tab that asked', async () => {
  const holder = await open('/webMessaging.html')
  expect(await ask(holder, 'startChat', { nickname: 'Ada' })).toMatchObject(['done', {}])
  expect(await ask(holder, 'sendMessage', { message: 'first' })).toMatchObject(['done', {}])
  const { id } = conversation()
  const { memberId } = sandbox.control.addAgent(id, { name: 'Alex' })
  sandbox.webMessaging.file(id, memberId, { name: 'times.txt', mime: 'text/plain', content: Buffer.from('17:40').toString('base64') })
  const page = await open('/webMessaging.html')
  await sees(page, 'restored')
  const fileId = await page.waitForFunction(async () => {
    const { messages } = (await window.site.command('WebChatService.getTranscript')) as { messages: ReadonlyArray<{ file?: { id: string } }> }
    return messages.find(({ file }) => file !== undefined)?.file?.id
  }).then((handle) => handle.jsonValue())
  const [download] = await Promise.all([page.waitForEvent('download'), ask(page, 'downloadFile', { fileId })])
  expect(download.suggestedFilename()).toBe('times.txt')

  const sent = await page.evaluate(async () => {
    const files = new DataTransfer()
    files.items.add(new File(['x'.repeat(2_000)], 'photo.png', { type: 'image/png' }))
    const input = document.createElement('input')
    input.type = 'file'
    input.files = files.files
    return window.site.command('WebChatService.sendFile', { files: input }).then(() => 'done', (reason) => reason)
  })
  expect(sent).toBe('done')
  expect(conversation().streams).toBe(1)
})

it.each([['where there are no locks', '/noLocks.html'], ['by configuration', '/separate.html']])('%s each tab has a connection of its own', async (_, path) => {
  const first = await open(path)
  expect(await ask(first, 'startChat', { nickname: 'Ada' })).toMatchObject(['done', {}])
  const second = await open(path)
  await sees(second, 'restored')
  await until(() => conversation().streams === 2)
  const { id } = conversation()
  const { memberId } = sandbox.control.addAgent(id, { name: 'Alex' })
  sandbox.control.sendMessage(id, memberId, 'hello')
  await Promise.all([first, second].map((page) => sees(page, 'Agent hello')))
})

it('a setting that cannot be is refused with its name', async () => {
  const page = await open('/wrong.html')
  expect(await ask(page, 'startChat')).toEqual(['fail', `WebChatService is not configured. webchat.tabs: expected 'shared' or 'separate', found "one"`])
})
