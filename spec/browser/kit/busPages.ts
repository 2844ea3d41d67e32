/** Pages of a site that has the script bundle: a server on loopback, under the policy that strict sites have. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

export interface BusPages {
  /** The address of `path` at `host`: a name that the browser of the spec resolves to loopback. */
  readonly at: (path: string, host?: string) => string
  readonly close: () => Promise<void>
}

const BUNDLE = resolve(__dirname, '../../../dist/webchat-service.bus.min.js')

const page = (scripts: ReadonlyArray<string>): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${scripts.map((src) => `<script src="${src}"></script>`).join('')}</head><body><textarea id="field" aria-label="Message"></textarea><div id="div"></div></body></html>`

/** `scripts`: what each path answers; `/x.html` in `pages` is made of the scripts it lists. `connections`: where those of a path may go. */
export const openPages = async (pages: Readonly<Record<string, ReadonlyArray<string>>>, scripts: Readonly<Record<string, string>>, connections: (path: string) => string): Promise<BusPages> => {
  const bundle = await readFile(BUNDLE, 'utf8').catch(() => {
    throw new Error(`There is no ${BUNDLE}: run npx webpack first.`)
  })
  const files: Record<string, string> = { ...scripts, '/bundle.js': bundle }
  const server = createServer(({ url = '' }, response) => {
    const listed = pages[url]
    const script = files[url]
    response.setHeader('content-security-policy', `default-src 'none'; script-src 'self'; frame-src 'self'; connect-src ${connections(url)}`)
    response.setHeader('content-type', listed ? 'text/html' : 'text/javascript')
    if (!listed && script === undefined) response.statusCode = url === '/favicon.ico' ? 204 : 404
    response.end(listed ? page(listed) : script)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    at: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      })
  }
}

/** A bus as an incumbent brings it: results whose `then` gives nothing, callbacks by name, no answer for the unknown. */
export const STUB_BUS = `
window.CXBus = (() => {
  const plugins = {}, subscriptions = {}, remembered = {}, later = (f) => setTimeout(f, 0)
  const result = () => {
    const lists = { done: [], fail: [] }
    let settled
    const settle = (kind) => (...values) => { if (!settled) { settled = { kind, values }; lists[kind].forEach((f) => f(...values)) } }
    const on = (kind) => (f) => { if (settled && settled.kind === kind) f(...settled.values); else lists[kind].push(f); return promise }
    const promise = { done: on('done'), fail: on('fail'), then: (a, b) => { on('done')(a || (() => {})); on('fail')(b || (() => {})) } }
    return { ...promise, resolve: settle('done'), reject: settle('fail'), notify: () => {}, promise }
  }
  const registerPlugin = (name) => {
    if (plugins[name]) return false
    const me = (plugins[name] = { commands: {}, waiting: [], bag: {}, isReady: false })
    const publish = (event, data) => {
      const full = name + '.' + event
      ;(subscriptions[full] || []).forEach((f) => later(() => f({ time: Date.now(), publisher: name, event: full, data: data || {} })))
      return true
    }
    return {
      publish, publishDirect: publish,
      republish: (event, data) => { remembered[name + '.' + event] = data || {}; return publish(event, data) },
      subscribe: (full, f) => { (subscriptions[full] = subscriptions[full] || []).push(f); if (full in remembered) later(() => f({ event: full, data: remembered[full] })); return full },
      unsubscribe: () => true,
      command: (full, data) => {
        const [plugin, command] = full.split('.'), deferred = result(), target = plugins[plugin]
        const run = () => later(() => target.commands[command]({ time: Date.now(), commander: name, command: full, deferred, data: data || {} }))
        if (target.isReady || plugin === name) run(); else target.waiting.push(run)
        return deferred.promise
      },
      before: () => true,
      registerCommand: (command, f) => { me.commands[command] = f; return true },
      registerEvents: () => {},
      namespace: () => name,
      subscribers: () => ({}),
      data: (key, value) => { if (value === undefined) { const [other, k] = key.split('.'); return k ? plugins[other].bag[k] : me.bag[key] } me.bag[key] = value; return value },
      registry: () => Object.fromEntries(Object.keys(plugins).map((plugin) => [plugin, { events: [], commands: Object.keys(plugins[plugin].commands) }])),
      ready: () => { me.isReady = true; me.waiting.splice(0).forEach((f) => f()) }
    }
  }
  return { registerPlugin, configure: () => {}, stub: true }
})()
`
