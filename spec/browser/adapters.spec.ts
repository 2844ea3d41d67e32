/** What the adapters of the browser make of a real one: pages without https, other frames, a network that goes and comes. */
import type { Browser, Page } from 'playwright-core'
import type * as ofBrowser from '../../adapters/browser'
import type * as ofFiles from '../../adapters/transports/filesOf'
import { openModulePage } from './kit/modulePage'
import type { ModulePage } from './kit/modulePage'
import { launch } from './kit/stage'

declare global {
  // What the page of this spec has on its window.
  interface Window {
    modules: typeof ofBrowser & typeof ofFiles
    online: boolean[]
  }
}

jest.setTimeout(60_000)

let browser: Browser
let modules: ModulePage

beforeAll(async () => {
  modules = await openModulePage(['adapters/browser/index', 'adapters/transports/filesOf'])
  browser = await launch(['--host-resolver-rules=MAP *.test 127.0.0.1'])
})

afterAll(async () => {
  await browser.close()
  await modules.close()
})

const visit = async (host: string): Promise<Page> => {
  const page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(modules.at(host))
  await page.waitForFunction(() => window.modules !== undefined)
  return page
}

it('identifiers are made on a page without https, where the browser offers none', async () => {
  const page = await visit('www.shop.test')
  const { secure, offered, ids } = await page.evaluate(() => {
    const { uuid } = window.modules
    return { secure: isSecureContext, offered: 'randomUUID' in crypto, ids: [uuid(), uuid()] }
  })
  expect([secure, offered]).toEqual([false, false])
  expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([])
  expect(ids[0]).not.toBe(ids[1])
})

it('files and text fields of another frame are found, also in its lists and inputs', async () => {
  const page = await visit('www.shop.test')
  const found = await page.evaluate(() => {
    const { filesOf, inputs } = window.modules
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const other = frame.contentWindow as Window & typeof globalThis // it is in the page
    const file = new other.File(['a'], 'a.txt', { type: 'text/plain' })
    const transfer = new other.DataTransfer()
    transfer.items.add(file)
    const input = other.document.createElement('input')
    input.type = 'file'
    input.files = transfer.files
    const field = other.document.createElement('textarea')
    other.document.body.append(field)
    const told: unknown[] = []
    const watching = inputs(field)?.subscribe((signal) => told.push(signal))
    field.focus()
    field.value = 'he'
    field.dispatchEvent(new other.Event('input'))
    field.dispatchEvent(new other.Event('blur'))
    watching?.unsubscribe()
    field.dispatchEvent(new other.Event('input'))
    const named = (given: unknown): string[] => filesOf(given).map(({ name }) => name)
    return { isOurs: file instanceof File, files: [named(file), named(input), named(input.files), named([input, file])], told }
  })
  expect(found).toEqual({ isOurs: false, files: [['a.txt'], ['a.txt'], ['a.txt'], ['a.txt', 'a.txt']], told: [{ type: 'key', text: 'he' }, { type: 'blur' }] })
})

it('the network is told of when it goes and when it is back', async () => {
  const page = await visit('www.shop.test')
  await page.evaluate(() => {
    window.online = []
    window.modules.online$.subscribe((online) => window.online.push(online))
  })
  await page.context().setOffline(true)
  await page.waitForFunction(() => window.online.length === 1)
  await page.context().setOffline(false)
  await page.waitForFunction(() => window.online.length === 2)
  expect(await page.evaluate(() => window.online)).toEqual([false, true])
})
