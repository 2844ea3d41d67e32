/** The pages and how they are guarded. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { assets } from '../src/pages/assets.js'
import { sandboxed } from './kit/guest.js'

const apps = new Set<{ readonly close: () => Promise<void> }>()
afterEach(async () => {
  for (const app of apps) await app.close()
  apps.clear()
})

describe('a page', () => {
  it.each(['/', '/desk'])('%s is HTML under a strict policy, without anything inline', async (path) => {
    const sandbox = await sandboxed()
    const response = await fetch(sandbox.url + path)
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob: https: http:;connect-src 'self' ws: wss:;font-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'")
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/)
  })

  it('loads its own files and nothing beside them', async () => {
    const sandbox = await sandboxed()
    const css = await fetch(`${sandbox.url}/assets/desk/desk.css`)
    expect([css.status, css.headers.get('content-type'), css.headers.get('x-content-type-options')]).toEqual([200, 'text/css; charset=utf-8', 'nosniff'])
    for (const path of ['/assets/../package.json', '/assets/%2e%2e/package.json', '/assets/desk/main.ts', '/assets/desk/..%2f..%2fREADME.md', '/assets/', '/assets/desk']) {
      expect((await fetch(sandbox.url + path)).status).toBe(404)
    }
  })

  it('finds no file outside its roots', async () => {
    const root = mkdtempSync(join(tmpdir(), 'assets-'))
    writeFileSync(join(root, 'a.css'), 'a')
    const app = Fastify({ forceCloseConnections: true })
    apps.add(app)
    await app.register(assets([join(root, 'none'), root]), { prefix: '/assets' })
    const origin = await app.listen({ port: 0 })
    // As written: fetch would tidy the path up.
    const get = (path: string) =>
      new Promise<readonly [number | undefined, string]>((resolve) => {
        request(origin, { path: `/assets/${path}` }, async (response) => resolve([response.statusCode, await text(response)])).end()
      })
    expect(await get('a.css')).toEqual([200, 'a'])
    for (const path of ['../a.css', './a.css', '.a.css', 'a.css/', '/a.css', 'a.txt', 'a\\b.css', '%2e%2e/a.css', '..%2fa.css']) expect((await get(path))[0]).toBe(404)
  })
})

describe('the bundle', () => {
  it('is served to pages of any origin', async () => {
    const bundle = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'b.js')
    writeFileSync(bundle, 'void 0')
    const sandbox = await sandboxed({ bundle })
    const response = await fetch(`${sandbox.url}/webchat-service.bus.min.js`)
    expect([response.status, response.headers.get('content-type'), response.headers.get('cross-origin-resource-policy'), await response.text()])
      .toEqual([200, 'text/javascript; charset=utf-8', 'cross-origin', 'void 0'])
  })

  it('that is not built is told with the command that builds it', async () => {
    const sandbox = await sandboxed({ bundle: '/does/not/exist.js' })
    const response = await fetch(`${sandbox.url}/webchat-service.bus.min.js`)
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')])
  })
})
