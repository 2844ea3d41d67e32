/** A file on its way up, by the request that tells how far it is. */
import { upload } from '../../../adapters/browser/upload'

const log: unknown[] = []

class Scripted {
  static now: Scripted
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {}
  onload?: () => void
  onerror?: () => void
  status = 0
  withCredentials?: boolean
  constructor() {
    Scripted.now = this
  }
  open = (...given: unknown[]) => log.push(given)
  setRequestHeader = (...given: unknown[]) => log.push(given)
  send = (body: unknown) => log.push(body instanceof Blob)
  abort = () => log.push('abort')
}

beforeEach(() => {
  log.length = 0
  Object.assign(globalThis, { XMLHttpRequest: Scripted })
})
afterEach(() => Reflect.deleteProperty(globalThis, 'XMLHttpRequest'))

const start = (signal = new AbortController().signal) =>
  upload({ url: 'https://up.example/1', headers: { a: 'b' }, body: new Blob(['x']), progress: (loaded) => log.push(loaded), signal })

it('tells how far it is, and answers with the status', async () => {
  const answer = start()
  Scripted.now.upload.onprogress?.({ loaded: 7 })
  Scripted.now.status = 204
  Scripted.now.onload?.()
  expect(await answer).toBe(204)
  expect(log).toEqual([['PUT', 'https://up.example/1'], ['a', 'b'], true, 7])
  expect(Scripted.now.withCredentials).toBe(false)
})

it('rejects when nothing came back, and stops when it is told to', async () => {
  const lost = start()
  Scripted.now.onerror?.()
  await expect(lost).rejects.toBeUndefined()
  const abort = new AbortController()
  void start(abort.signal)
  abort.abort()
  expect(log.at(-1)).toBe('abort')
})
