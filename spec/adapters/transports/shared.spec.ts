/** What socket and REST transports share: requests, sockets, pauses, lines. */
import { defer, of, VirtualTimeScheduler } from 'rxjs'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { nodeEnvironment } from '../../../adapters/node'
import type { Socket, SocketEvent } from '../../../adapters/transports/Environment'
import { delayOf } from '../../../adapters/transports/delayOf'
import { answered, passing, persistently, request, retryAfter } from '../../../adapters/transports/rest'
import type { Answered } from '../../../adapters/transports/rest'
import { socket } from '../../../adapters/transports/socket'
import type { SocketNews } from '../../../adapters/transports/socket'
import { until } from './guestChat/world'

const came = (status: number, statusText = '') => ({ ok: status < 300, status, statusText, headers: new Headers() })

describe('answered', () => {
  test.each([
    [200, '{"id":"m"}', { _tag: 'Right', right: { id: 'm', status: 200, statusText: 'T', responseText: '{"id":"m"}', responseJSON: { id: 'm' }, headers: {} } }],
    [200, '{"status":"odd","responseText":1}', { _tag: 'Right', right: { status: 200, responseText: '{"status":"odd","responseText":1}' } }],
    [204, '', { _tag: 'Right', right: { status: 204, responseText: '', responseJSON: undefined } }],
    [200, '[1]', { _tag: 'Right', right: { responseJSON: [1] } }],
    [200, '<html>', { _tag: 'Right', right: { responseText: '<html>', responseJSON: undefined } }],
    [400, '{"code":"bad.request","message":"No"}', { _tag: 'Left', left: { status: 400, errorReason: 'bad.request', responseJSON: { code: 'bad.request', message: 'No' } } }],
    [500, '', { _tag: 'Left', left: { status: 500, errorReason: 'http' } }]
  ])('%i %s', (status, text, expected) => {
    expect(answered(came(status, 'T'), text)).toMatchObject(expected)
  })

  test('a failure does not carry its body’s fields', () => {
    expect(answered(came(400), '{"message":"No"}')).not.toHaveProperty('left.message')
  })
})

test('retryAfter: seconds, dates, and what is neither', () => {
  const given = (value: string) => retryAfter({ status: 429, statusText: '', responseText: '', headers: { 'retry-after': value } }, Date.parse('2025-01-01T00:00:00Z'))
  expect(['3', ' 3 ', '0', '-1', 'soon', '', 'Wed, 01 Jan 2025 00:00:05 GMT', 'Tue, 31 Dec 2024 00:00:00 GMT'].map(given)).toEqual([3_000, 3_000, 0, 0, 0, 0, 5_000, 0])
})

test('passing troubles', () => {
  const of = (status: number, errorReason?: string) => passing({ status, statusText: '', responseText: '', errorReason })
  expect([400, 401, 403, 404, 409, 413, 501].map((status) => of(status))).toEqual(Array(7).fill(false))
  expect([408, 429, 500, 502, 503, 504].map((status) => of(status))).toEqual(Array(6).fill(true))
  expect([of(0, 'network'), of(0, 'timeout')]).toEqual([true, false])
})

test('a request is aborted when nobody waits any more', () => {
  let signal: AbortSignal | undefined
  const fetch = (async (_: string, init: { signal: AbortSignal }) => {
    signal = init.signal
    return new Promise(() => undefined)
  }) as unknown as typeof globalThis.fetch
  request({ fetch }, 1_000)({ method: 'GET', url: 'https://x' }).subscribe().unsubscribe()
  expect(signal?.aborted).toBe(true)
})

test('a fetch that throws at once is a failure, not an exception', async () => {
  const given: Answered[] = []
  const fetch = (() => {
    throw new TypeError('Failed to parse URL')
  }) as unknown as typeof globalThis.fetch
  request({ fetch }, 1_000)({ method: 'GET', url: 'nonsense' }).subscribe((one) => given.push(one))
  await until(() => given.length > 0)
  expect(given).toMatchObject([{ _tag: 'Left', left: { errorReason: 'network' } }])
})

test.each([
  [{ type: 'opaqueredirect', status: 0 }, 0],
  [{ type: 'basic', status: 307 }, 307]
])('a redirect is not followed: %j', async (response, status) => {
  const asked: unknown[] = []
  const fetch = (async (_: string, init: RequestInit) => {
    asked.push(init.redirect)
    return { ...response, ok: false, statusText: '', headers: new Headers(), text: async () => '' }
  }) as unknown as typeof globalThis.fetch // the part that is used
  const given: Answered[] = []
  request({ fetch }, 1_000)({ method: 'GET', url: 'https://x' }).subscribe((one) => given.push(one))
  await until(() => given.length > 0)
  expect([asked, given]).toEqual([
    ['manual'],
    [{ _tag: 'Left', left: { status, statusText: 'The server points to another address, which is not followed.', responseText: '', errorReason: 'redirected' } }]
  ])
})

/** One answer of a `fetch` whose response this is. */
const answerTo = async (response: globalThis.Response): Promise<unknown> => {
  const given: Answered[] = []
  request({ fetch: async () => response }, 1_000)({ method: 'GET', url: 'https://x' }).subscribe((one) => given.push(one))
  await until(() => given.length > 0)
  return given[0]
}

const MOST = 16_000_000
const tooLong = { _tag: 'Left', left: { status: 200, statusText: 'The server sent more than 16000000 characters, which were not read.', responseText: '', errorReason: 'tooLong' } }

test('the longest answer that is read, of characters of several bytes', async () => {
  expect(await answerTo(new Response('é'.repeat(MOST)))).toMatchObject({ _tag: 'Right', right: { responseText: 'é'.repeat(MOST) } })
})

test('a longer answer is a failure that says so, and is not read to its end', async () => {
  let sent = 0
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1
      controller.enqueue(new Uint8Array(1_600_000).fill(97))
    },
    cancel: () => {
      isCancelled = true
    }
  })
  expect(await answerTo(new Response(endless))).toEqual(tooLong)
  expect([sent < 20, isCancelled]).toEqual([true, true])
})

test.each([
  ['too long', 'a'.repeat(MOST + 1), tooLong],
  ['short', 'a', { _tag: 'Right', right: { responseText: 'a' } }]
])('a replaced fetch without a body that can be read in parts: %s', async (_, text, expected) => {
  const response = { ok: true, status: 200, statusText: 'OK', headers: new Headers(), text: async () => text } as unknown as globalThis.Response // the part that is used
  expect(await answerTo(response)).toMatchObject(expected)
})

test('persistently: so many tries, so far apart', () => {
  const scheduler = new VirtualTimeScheduler()
  const times: number[] = []
  const failing$ = defer(() => {
    times.push(scheduler.now())
    return of(answered(came(503), ''))
  })
  const given: Answered[] = []
  failing$.pipe(persistently({ random: () => 1, scheduler }, { tries: 4 })).subscribe((one) => given.push(one))
  scheduler.flush()
  expect(times).toEqual([0, 300, 900, 2_100])
  expect(given).toMatchObject([{ left: { status: 503 } }])
})

test('delayOf: doubled, bounded, spread', () => {
  expect([1, 2, 3, 4, 20].map((count) => delayOf(count, { base: 100, random: () => 1 }))).toEqual([100, 200, 400, 800, 30_000])
  expect(delayOf(1, { base: 100, random: () => 0 })).toBe(50)
})

describe('socket, over a real one', () => {
  const hear = (news$: ReturnType<typeof socket>) => {
    const news: SocketNews[] = []
    const subscription = news$.subscribe((one) => news.push(one))
    return { news, subscription }
  }
  const server = async (greet: (link: WebSocket) => void) => {
    const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    listening.on('connection', greet)
    await new Promise((resolve) => listening.on('listening', resolve))
    const address = listening.address()
    if (typeof address === 'string' || address === null) throw new Error('no port')
    return { url: `ws://127.0.0.1:${address.port}`, server: listening }
  }

  test('opened, received, closed with its reason', async () => {
    const { url, server: listening } = await server((link) => {
      link.send('hello')
      link.on('message', (data) => link.close(4001, String(data)))
    })
    const { news } = hear(socket(nodeEnvironment(), url))
    await until(() => news.length === 2)
    const [opened] = news
    if (opened?._tag === 'Opened') opened.send('bye')
    await until(() => news.length === 3)
    expect(news).toEqual([{ _tag: 'Opened', send: expect.any(Function) }, { _tag: 'Received', data: 'hello' }, { _tag: 'Closed', reason: 'bye' }])
    listening.close()
  })

  test('an error is its end, once, also where no close follows: as Chromium does for what a policy forbids', () => {
    const listeners = new Map<string, (event: SocketEvent) => void>()
    class Forbidden implements Socket {
      send(): void {}
      close(): void {}
      addEventListener(type: string, listener: (event: SocketEvent) => void): void {
        listeners.set(type, listener)
      }
    }
    const { news } = hear(socket({ WebSocket: Forbidden }, 'wss://h'))
    listeners.get('error')?.({ type: 'error' })
    listeners.get('close')?.({ type: 'close', reason: '' })
    expect(news).toEqual([{ _tag: 'Closed', reason: '' }])
  })

  test('unsubscribing closes it, also while it connects', async () => {
    const links: unknown[] = []
    const { url, server: listening } = await server((link) => {
      links.push(link)
      link.on('close', () => links.push('closed'))
    })
    hear(socket(nodeEnvironment(), url)).subscription.unsubscribe()
    const { news, subscription } = hear(socket(nodeEnvironment(), url))
    await until(() => news.length === 1)
    subscription.unsubscribe()
    await until(() => links.includes('closed'))
    expect(listening.clients.size).toBe(0)
    listening.close()
  })

  test.each(['ws://127.0.0.1:1', 'nonsense', 'ws://['])('%s is closed, never thrown', async (url) => {
    const { news } = hear(socket(nodeEnvironment(), url))
    await until(() => news.length === 1)
    expect(news).toMatchObject([{ _tag: 'Closed' }])
  })
})
