/** Under which names the sandbox answers, and that its addresses are its own: a page cannot reach it through a name that it pointed here. */
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import type { Sandbox } from '../src/index.js'
import { createHosts } from '../src/wire/hosts.js'
import { sandboxed } from './kit/guest.js'
import { configured, dial } from './webMessaging/wire.js'

const get = (sandbox: Sandbox, path: string, host: string) =>
  new Promise<readonly [number | undefined, string]>((resolve) => {
    request(sandbox.url + path, { headers: { host } }, async (response) => resolve([response.statusCode, await text(response)])).end()
  })

const upgrade = (sandbox: Sandbox, path: string, host: string) =>
  new Promise<readonly [number | undefined, string]>((resolve) => {
    const socket = new WebSocket(sandbox.url.replace('http', 'ws') + path, { headers: { host } })
    socket.once('unexpected-response', async (_request, response) => resolve([response.statusCode, await text(response)]))
    socket.once('open', () => resolve([101, '']))
    socket.on('error', () => undefined)
  })

const paths = ['/', '/desk', '/sandbox/conversations', '/api/v2/webmessaging/messages', '/webdeployments/v1/deployments/d1/config.json', '/genesys/2/chat/s/c/refresh', '/genesys/cometd', '/nexus/v3/chat/sessions', '/nothing']
const streams = ['/sandbox/desk', '/v1?deploymentId=d1', '/chat/jwt/x', '/genesys/cometd']

describe('a request under a foreign name', () => {
  it.each(paths)('for %s is told so and nothing else', async (path) => {
    const sandbox = await sandboxed()
    expect(await get(sandbox, path, 'rebound.example:8080')).toEqual([421, expect.stringContaining('--allow-host')])
  })

  it.each(streams)('for a stream at %s likewise', async (path) => {
    const sandbox = await sandboxed()
    expect(await upgrade(sandbox, path, 'rebound.example')).toEqual([421, expect.stringContaining('--allow-host')])
  })
})

it('a request under a name of ours is answered', async () => {
  const sandbox = await sandboxed({ allowedHosts: ['sandbox.test'] })
  for (const host of ['localhost', 'localhost:1', 'LOCALHOST', 'site.localhost', '127.0.0.1', '127.1.2.3:80', '[::1]:80', 'sandbox.test:443']) {
    expect((await get(sandbox, '/sandbox/health', host))[0]).toBe(200)
  }
  expect(await upgrade(sandbox, '/sandbox/desk', 'sandbox.test')).toEqual([101, ''])
})

it.each([
  ['127.0.0.1', '192.168.1.5', false], ['0.0.0.0', '192.168.1.5:8080', true], ['::', '[2001:db8::1]:8080', true], ['0.0.0.0', 'rebound.example', false], ['box.lan', 'box.lan:80', true],
  ['::1', '[::1]', true], ['127.0.0.1', undefined, false], ['127.0.0.1', '', false], ['127.0.0.1', 'localhost@rebound.example', false], ['127.0.0.1', 'localhost/x', false],
  ['127.0.0.1', 'localhost.rebound.example', false], ['127.0.0.1', '127.0.0.1.rebound.example', false]
])('bound to %s, %s is answered: %s', (host, header, expected) => {
  expect(createHosts({ host, allowed: [], port: () => 80 }).knows(header)).toBe(expected)
})

it('addresses for files have the port of the server, whatever the request says', async () => {
  const sandbox = await sandboxed()
  const { port } = new URL(sandbox.url)
  const client = await dial(sandbox, undefined, undefined, { host: 'localhost:1' })
  client.send({ action: 'configureSession', deploymentId: 'd1' })
  await client.until('SessionResponse')
  client.send({ action: 'onAttachment', fileName: 'a.txt', fileType: 'text/plain', fileSize: 5 })
  expect((await client.next()).body.url).toMatch(new RegExp(`^http://localhost:${port}/sandbox-uploads/`))
  const plain = await configured(sandbox)
  plain.send({ action: 'onAttachment', fileName: 'a.txt', fileType: 'text/plain', fileSize: 5 })
  expect((await plain.next()).body.url).toMatch(`${sandbox.url}/sandbox-uploads/`)
})
