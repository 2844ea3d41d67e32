/** Pages of the customer in a real Chromium: tabs of one browser session, each with the script bundle, as a site has it. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import chromium from '@sparticuz/chromium'
import { chromium as driver } from 'playwright-core'
import { backEnds } from './backEnds.mjs'

const fileAt = (path) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** With one process, closing a page closes the browser; without web security, its rules would not be tried. */
const UNWANTED = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content']

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script src="/config.js"></script><script src="/bundle.js"></script><script type="module" src="/site.mjs"></script></head><body></body></html>`

/** What a site does: it listens to everything, gives the commands it is asked for, and reports. */
const SITE = `import { observedAnswer, observedEvent } from './observed.mjs'
const site = CXBus.registerPlugin('Site')
window.obey = ({ id, name, options }) => {
  site.command('WebChatService.' + name, options)
    .done((value) => report(observedAnswer(id, { isDone: true, value })))
    .fail((value) => report(observedAnswer(id, { isDone: false, value })))
}
for (const name of EVENTS) site.subscribe('WebChatService.' + name, ({ data }) => report(observedEvent(name, data)))
addEventListener('error', ({ message }) => report({ kind: 'thrown', text: message }))
addEventListener('unhandledrejection', ({ reason }) => report({ kind: 'thrown', text: String(reason?.stack ?? reason) }))
site.subscribe('WebChatService.ready', () => report({ kind: 'ready' }))
`

/** The events of the contract that tell of the conversation. */
const EVENTS = [
  'started', 'restored', 'restoreTimeout', 'restoreFailed', 'messageReceived', 'clientConnected', 'clientDisconnected', 'agentConnected', 'agentDisconnected',
  'agentTypingStarted', 'agentTypingStopped', 'agentTypingTimeout', 'clientTypingStarted', 'clientTypingStopped', 'disconnected', 'reconnected', 'ended', 'error'
]

/** @param {{ backEnd: string, origin: string, port: number }} given `port`: of the site */
export const browserPages = async ({ backEnd, origin, port }) => {
  const files = {
    '/config.js': `window._genesys = { widgets: { webchat: ${JSON.stringify(backEnds[backEnd].config(origin))} } }`,
    '/bundle.js': fileAt('../dist/webchat-service.bus.min.js'),
    '/observed.mjs': fileAt('observed.mjs'),
    '/site.mjs': `const EVENTS = ${JSON.stringify(EVENTS)}\n${SITE}`
  }
  const server = createServer(({ url = '' }, response) => {
    const script = files[url]
    if (url === '/') return response.setHeader('content-type', 'text/html').end(HTML)
    response.setHeader('content-type', 'text/javascript')
    response.statusCode = script === undefined ? 404 : 200
    return response.end(script)
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)))
  const browser = await driver.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
    args: [...chromium.args.filter((argument) => !UNWANTED.includes(argument)), '--no-sandbox'],
    headless: true
  })
  const context = await browser.newContext()

  return {
    /** @param {(record: any) => void} report @returns {Promise<import('./processPages.mjs').Page>} */
    open: async (report) => {
      const tab = await context.newPage()
      let isGone = false
      const ready = new Promise((resolve) => {
        tab.exposeFunction('report', (record) => {
          if (record.kind === 'ready') return resolve(undefined)
          return isGone ? undefined : report(record)
        }).then(() => tab.goto(`http://127.0.0.1:${port}/`))
      })
      await ready
      return {
        // A tab that has gone takes no orders: its answer is missed by the judge, not here.
        send: (order) => {
          if (!isGone) tab.evaluate((given) => window.obey(given), order).catch(() => undefined)
        },
        signal: () => {
          throw new Error('A tab of a browser cannot be stopped: use a page that is a process.')
        },
        leave: async () => {
          isGone = true
          await tab.close()
        }
      }
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(() => resolve(undefined)))
    }
  }
}
