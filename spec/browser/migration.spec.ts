/** The promise: one page, one widget script, any back end, and the customer sees the same. Exceptions stand in docs/migrate-to-web-messaging.md. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox } from '../../sandbox/src/index'
import { launch } from './kit/stage'

/** A widget as sites have them: it knows the bus, the commands and the events, and no back end. */
const WIDGET = `
window.seen = []
var note = function (line) { window.seen.push(line) }
var plugin = window.CXBus.registerPlugin('Widget')
var heard = function (name, say) {
  plugin.subscribe('WebChatService.' + name, function (e) { note(say ? say(e.data) : name) })
}
heard('ready')
heard('started')
heard('restored')
heard('restoreFailed')
heard('messageReceived', function (data) {
  return data.messages.map(function (m) {
    return (m.restoring ? '(again) ' : '') + m.from.type + ' ' + m.from.name + ': ' + (m.type === 'Message' ? m.text : m.type)
  }).join(' | ')
})
heard('clientConnected')
heard('clientDisconnected')
heard('agentConnected', function (data) {
  return 'agentConnected: ' + Object.keys(data.agents).map(function (id) { return data.agents[id].name }).join() + ' of ' + data.numAgentsConnected
})
heard('agentDisconnected', function (data) { return 'agentDisconnected: ' + data.numAgentsConnected + ' left' })
heard('agentTypingStarted', function (data) { return data.from.name + ' types' })
heard('agentTypingStopped', function (data) { return data.from.name + ' stopped typing' })
heard('clientTypingStarted')
heard('clientTypingStopped')
heard('disconnected')
heard('reconnected')
heard('ended')
heard('error', function (data) { return 'error ' + data.errors[0].code })
window.ask = function (name, options) {
  return new Promise(function (resolve) {
    plugin.command('WebChatService.' + name, options)
      .done(resolve)
      .fail(function (result) { note(name + ' failed: ' + (typeof result === 'string' ? result : result.status)); resolve(result) })
  })
}
`

const REST = { orgGuid: 'o1', interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support', priority: 2 } } }

/** A site's `webchat` section: nothing else on the page differs. `origin`: the sandbox's. */
type Configuration = (origin: string) => object

/** The lines of the migration guide. */
const CONFIGURATION = {
  'guest chat': (origin) => ({ transport: { type: 'purecloud-v2-sockets', dataURL: origin, deploymentKey: 'd1', ...REST } }),
  'web messaging': (origin) => ({ transport: { type: 'webmessaging', dataURL: origin, deploymentId: 'd1', ...REST } }),
  GMS: (origin) => ({ dataURL: `${origin}/genesys/2/chat/support`, transport: REST })
} satisfies Record<string, Configuration>

interface Site {
  readonly url: string
  readonly close: () => void
}

const openSite = async (sandbox: Sandbox, webchat: object): Promise<Site> => {
  const pages: Record<string, string> = {
    '/': '<!doctype html><html lang="en"><title>Shop</title><script src="/configuration.js"></script><script src="/bundle.js"></script><script src="/widget.js"></script>',
    '/configuration.js': `window._genesys = { widgets: { webchat: ${JSON.stringify({ ...webchat, userData: { customerId: '59606' } })} } }`,
    '/bundle.js': readFileSync(join(__dirname, '..', '..', 'dist', 'webchat-service.bus.min.js'), 'utf8'),
    '/widget.js': WIDGET
  }
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(pages[url] === undefined ? 404 : 200, {
      'content-type': url === '/' ? 'text/html' : 'text/javascript',
      'content-security-policy': `default-src 'none'; script-src 'self'; connect-src ${sandbox.url} ${sandbox.url.replace('http', 'ws')}`
    })
    response.end(pages[url])
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() } // it listens on TCP
}

type Widget = typeof globalThis & { seen: string[]; ask: (name: string, options?: object) => Promise<unknown> }

const ask = (page: Page, name: string, options?: object) =>
  page.evaluate(([command, given]) => (globalThis as Widget).ask(command as string, given as object), [name, options] as const)

const sees = (page: Page, line: string) => page.waitForFunction((wanted) => (globalThis as Widget).seen.includes(wanted), line)

const seen = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as Widget).seen.splice(0))

/** One customer's afternoon. Each part is what the page told, in order. */
const afternoon = async (browser: Browser, configuration: Configuration): Promise<Record<string, string[]>> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false })
  const site = await openSite(sandbox, configuration(sandbox.url))
  const context = await browser.newContext()
  context.setDefaultTimeout(15_000)
  try {
    const page = await context.newPage()
    await page.goto(site.url)
    await sees(page, 'ready')
    await ask(page, 'startChat', { nickname: 'Jo', userData: { product: 'Lamp' } })
    await sees(page, 'clientConnected')
    await ask(page, 'startChat', { nickname: 'Jo' })
    await ask(page, 'sendMessage', { message: ' ' })
    await ask(page, 'sendMessage', { message: 'Hello' })
    await sees(page, 'Client Jo: Hello')
    const start = await seen(page)

    const id = sandbox.control.conversations()[0]?.id ?? ''
    const { memberId } = sandbox.control.addAgent(id, { name: 'Ann' })
    sandbox.control.typing(id, memberId)
    await sees(page, 'Ann types')
    sandbox.control.sendMessage(id, memberId, 'Hi Jo')
    await sees(page, 'Agent Ann: Hi Jo')
    const talk = await seen(page)

    const { faultId } = sandbox.control.fault({ kind: 'refuse', conversationId: id, duration: 60_000, http: true })
    sandbox.control.fault({ kind: 'drop', conversationId: id })
    await sees(page, 'disconnected')
    sandbox.control.sendMessage(id, memberId, 'Are you there?')
    sandbox.control.clearFaults(faultId)
    await sees(page, 'reconnected')
    await sees(page, 'Agent Ann: Are you there?')
    await ask(page, 'sendMessage', { message: 'I am' })
    await sees(page, 'Client Jo: I am')
    const recovery = await seen(page)

    await page.reload()
    await sees(page, 'ready')
    await ask(page, 'verifySession')
    sandbox.control.sendMessage(id, memberId, 'Welcome back')
    await sees(page, 'Agent Ann: Welcome back')
    const reload = await seen(page)

    await ask(page, 'endChat')
    await sees(page, 'ended')
    await ask(page, 'sendMessage', { message: 'too late' })
    await ask(page, 'endChat')
    const end = await seen(page)
    return { start, talk, recovery, reload, end }
  } finally {
    await context.close()
    site.close()
    await sandbox.close()
  }
}

describe('one widget over every back end', () => {
  jest.setTimeout(120_000)
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  /** What the customer sees. `joined`: the row of the guide on the customer's own line. */
  const expected = ({ joined }: { readonly joined: string }): Record<string, string[]> => ({
    start: [
      'ready',
      'started',
      'Client Jo: ParticipantJoined',
      'clientConnected',
      'startChat failed: There is already an active chat session.',
      'sendMessage failed: No message text provided.',
      'Client Jo: Hello'
    ],
    talk: ['Agent Ann: ParticipantJoined', 'agentConnected: Ann of 1', 'Ann types', 'Ann stopped typing', 'Agent Ann: Hi Jo'],
    recovery: ['disconnected', 'Agent Ann: Are you there?', 'reconnected', 'Client Jo: I am'],
    reload: [
      'ready',
      'restored',
      'clientConnected',
      'agentConnected: Ann of 1',
      `${joined}(again) Client Jo: Hello | (again) Agent Ann: ParticipantJoined | (again) Agent Ann: Hi Jo | (again) Agent Ann: Are you there? | (again) Client Jo: I am`,
      'Agent Ann: Welcome back'
    ],
    end: [
      'clientDisconnected',
      'ended',
      'sendMessage failed: There is no active chat session.',
      'endChat failed: There is no active chat session.'
    ]
  })

  it('guest chat', async () => {
    expect(await afternoon(browser, CONFIGURATION['guest chat'])).toEqual(expected({ joined: '(again) Client Jo: ParticipantJoined | ' }))
  })

  it('web messaging', async () => {
    expect(await afternoon(browser, CONFIGURATION['web messaging'])).toEqual(expected({ joined: '' }))
  })

  it('GMS', async () => {
    expect(await afternoon(browser, CONFIGURATION.GMS)).toEqual(expected({ joined: '(again) Client Jo: ParticipantJoined | ' }))
  })
})
