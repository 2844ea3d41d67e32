/** The CometD client beside the script bundle, in Chromium: under a policy with nonces and Trusted Types, and where it is missing. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Bus } from '../../adapters/bus'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox } from '../../sandbox/src/index'
import { launch } from './kit/stage'

jest.setTimeout(60_000)

/** What the pages of this spec have on their window. */
interface SiteWindow {
  readonly CXBus: Bus
}

let browser: Browser
let sandbox: Sandbox
let server: Server
let origin = ''
const requested: string[] = []

const dist = resolve(__dirname, '../../dist')

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    requested.push(pathname)
    const name = /^\/assets\/(webchat-service\.[\w.-]+\.js)$/.exec(pathname)?.[1]
    if (name !== undefined) {
      response.setHeader('content-type', 'text/javascript')
      return void readFile(`${dist}/${name}`).then((script) => response.end(script))
    }
    if (pathname !== '/page/shop.html') return void response.writeHead(404).end()
    const cometD = { enabled: true, cometURL: `${sandbox.url}/genesys/cometd`, websocketEnabled: searchParams.get('way') !== 'polling' }
    const folder = searchParams.get('folder') ?? 'assets'
    response.setHeader('content-type', 'text/html')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'nonce-n0'; connect-src ${sandbox.url} ${sandbox.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types webchat-service`
    )
    const widgets = searchParams.get('way') === 'rest' ? { webchat: { dataURL: `${sandbox.url}/genesys/2/chat/customer-support` } } : { webchat: { cometD } }
    response.end(
      `<!doctype html><title>Shop</title><script nonce="n0">window._genesys = ${JSON.stringify({ widgets })}</script><script nonce="n0" src="/${folder}/webchat-service.bus.gms.min.js"></script>`
    )
  })
  // The bundle alone, without the chunk beside it.
  server.prependListener('request', (request) => {
    if (request.url === '/alone/webchat-service.bus.gms.min.js') request.url = '/assets/webchat-service.bus.gms.min.js'
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await sandbox.close()
})

const chat = async (query: string) => {
  const page = await (await browser.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  requested.length = 0
  await page.goto(`${origin}/page/shop.html?${query}`)
  const told = await page.evaluate(
    () =>
      new Promise<ReadonlyArray<string>>((done) => {
        const { CXBus } = window as unknown as SiteWindow // what the bundle adds to it
        const site = CXBus.registerPlugin('Site')
        if (!site) return done(['no plugin'])
        const heard: string[] = []
        site.subscribe('WebChatService.messageReceived', ({ data }) => {
          const texts = (data as { messages: ReadonlyArray<{ text: string; type: string }> }).messages.map(({ text, type }) => text || type)
          heard.push(...texts)
          if (heard.includes('Hi')) done(heard)
        })
        site.command('WebChatService.startChat', { nickname: 'Jo' }).done(() => site.command('WebChatService.sendMessage', { message: 'Hi' })).fail((why) => done([`failed ${JSON.stringify(why)}`]))
      })
  )
  await page.context().close()
  return { told, complaints, requested: [...requested] }
}

it.each(['socket', 'polling'])('is loaded from beside the bundle under a strict policy, and chats over %s', async (way) => {
  const { told, complaints, requested: files } = await chat(`way=${way}`)
  expect([told[0], told.includes('Hi'), complaints]).toEqual(['ParticipantJoined', true, []])
  expect(files).toContain('/assets/webchat-service.cometd.min.js')
})

it('is not loaded where REST is configured', async () => {
  const { told, requested: files } = await chat('way=rest')
  expect([told.includes('Hi'), files.filter((file) => file.includes('cometd'))]).toEqual([true, []])
})

it('says what is missing where it is not beside the bundle', async () => {
  const { told, requested: files } = await chat('way=socket&folder=alone')
  expect(files).toContain('/alone/webchat-service.cometd.min.js')
  expect(told.join()).toContain('webchat-service.cometd.min.js has to stand beside the script bundle')
})
