/** The demo when something goes wrong: words by their reason, one truth about the connection, nothing that was typed is lost. */
import type { Page } from 'playwright-core'
import { customer, violations } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit, arrive, inChat, texts } = setScene()
const control = () => stage().sandbox.control

/** A picture of one red dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='

/** What the guest chat's requests and sockets complain of in a page without a network. */
const CUT = /Failed to load resource|WebSocket connection|failed$|ERR_/

const isFocused = (page: Page, name: string): Promise<boolean> =>
  page.getByRole('button', { name, exact: true }).evaluate((button) => button === document.activeElement)

it('tells at once that the device is offline, everywhere the same, and sends what was written by itself', async () => {
  const visited = await visit('/')
  visited.expects(CUT)
  const who = customer(visited.page)
  const { page, window } = who
  const { id } = await inChat(who, 'Offline')
  await page.context().setOffline(true)
  await window.getByText('You are offline. What you write goes out by itself when you are back.').waitFor()
  expect(await window.locator('.window-status').textContent()).toBe('Not connected')
  expect(await window.locator('.window-head').getAttribute('data-presence')).toBe('away')
  await who.say('written in a tunnel')
  await who.log.getByText('Waiting for the connection').waitFor()
  expect(await window.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0)
  expect(await violations(page)).toEqual([])

  await page.context().setOffline(false)
  await window.getByText('You are connected again.').waitFor({ timeout: 20_000 })
  await who.log.getByText('Sent', { exact: true }).waitFor({ timeout: 20_000 })
  expect(await window.locator('.window-status').textContent()).toBe('You are talking to Alex')
  expect(texts(id)).toEqual(['written in a tunnel'])
})

it('a failed start keeps the focus and is in view', async () => {
  const visited = await visit('/', { viewport: { width: 375, height: 560 } })
  visited.expects(CUT)
  const who = customer(visited.page)
  await who.open()
  await who.window.getByLabel('Nickname').fill('Otto')
  control().fault({ kind: 'status', status: 503, count: 1 })
  await who.window.getByRole('button', { name: 'Start chat' }).focus()
  await who.page.keyboard.press('Enter')
  const problem = who.window.getByRole('alert').filter({ hasText: 'The chat could not be started. The chat has a problem on its side.' })
  await problem.waitFor()
  expect(await isFocused(who.page, 'Start chat')).toBe(true)
  const box = await problem.boundingBox()
  expect(box !== null && box.y >= 0 && box.y + box.height <= 560).toBe(true)
  expect(await violations(who.page)).toEqual([])
})

it('ending holds the focus, and a new chat has what was typed', async () => {
  const visited = await visit('/')
  visited.expects(CUT)
  const who = customer(visited.page)
  const { id } = await inChat(who, 'Again')
  control().fault({ kind: 'status', status: 500, count: 1, path: 'messages', conversationId: id })
  await who.say('Not to be lost')
  await who.log.getByText(/^Not sent\./).waitFor()
  await who.text.fill('half a sent')
  await who.press('End chat')
  for (const name of ['Yes, end it', 'Keep chatting', 'Yes, end it']) {
    await who.page.keyboard.press('Tab')
    expect(await isFocused(who.page, name)).toBe(true)
  }
  await who.page.keyboard.press('Enter')
  await who.press('Start a new chat')
  expect(await who.window.getByLabel('Nickname').inputValue()).toBe('Again')
  await who.press('Start chat')
  await who.sees('You joined the chat')
  expect(await who.text.inputValue()).toBe('Not to be lost\nhalf a sent')
})

it('offers earlier messages only where there are some, by keyboard too', async () => {
  const who = await arrive('/?pageSize=10')
  const { id, memberId } = await inChat(who, 'Pages')
  for (let i = 1; i <= 15; i += 1) control().sendMessage(id, memberId, `number ${i}.`)
  await who.sees('number 15.')
  await who.page.reload()
  await who.sees('number 15.')
  const earlier = who.window.getByRole('button', { name: 'Load earlier messages' })
  await earlier.waitFor()
  await earlier.focus()
  await who.page.keyboard.press('Enter')
  await who.sees('number 1.')
  await who.window.getByText('This is where the conversation begins').waitFor()
  expect(await who.window.getByRole('region', { name: 'Messages' }).evaluate((scroller) => scroller === document.activeElement)).toBe(true)
  expect(await earlier.count()).toBe(0)
})

describe('over web messaging', () => {
  const talk = async () => {
    const who = await arrive('/?backend=webmessaging')
    expect(await who.page.locator('.back-ends [aria-current]').textContent()).toBe('web messaging')
    await who.open()
    await who.window.getByLabel('Nickname').fill('Filip')
    await who.press('Start chat')
    await who.say('Hello')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    return who
  }
  const choose = async (page: Page, ...files: ReadonlyArray<{ readonly name: string; readonly mimeType: string; readonly buffer: Buffer }>) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach files', exact: true }).click()
    await (await chooser).setFiles([...files])
  }
  const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') })

  it('shows pictures as pictures, several at once, and says by which rule a file is refused', async () => {
    stage().sandbox.webMessaging.set({ fileTypes: ['image/*'], maxFileSizeKB: 2 })
    const who = await talk()
    expect(await who.window.locator('input[type=file]').getAttribute('accept')).toBe('image/*')
    await choose(who.page, picture('one.png'), picture('two.png'))
    await who.log.getByRole('button', { name: /^Download two\.png/ }).waitFor()
    await who.page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.file-picture')].filter(({ naturalWidth }) => naturalWidth === 1).length === 2)
    await choose(who.page, { ...picture('big.png'), buffer: Buffer.alloc(2_001, 1) })
    await who.log.getByText('Not sent. This file is too large. It may have 2 kB at most.').waitFor()
    expect(await who.window.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(await violations(who.page)).toEqual([])
    stage().sandbox.webMessaging.set({ fileTypes: ['*/*'], maxFileSizeKB: 10_240 })
  })

  it('takes files that are dropped and pasted', async () => {
    const who = await talk()
    await who.window.getByRole('button', { name: 'Attach files' }).waitFor()
    const hand = (selector: string, type: 'drop' | 'paste', name: string): Promise<void> =>
      who.page.evaluate(([where = '', kind = '', title = '', dot = '']) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(dot), (letter) => letter.charCodeAt(0))], title, { type: 'image/png' }))
        const event = kind === 'paste' ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })
        document.querySelector(where)?.dispatchEvent(event)
      }, [selector, type, name, DOT])
    await hand('.conversation', 'drop', 'dropped.png')
    await who.log.getByRole('button', { name: /^Download dropped\.png/ }).waitFor()
    await hand('#chat-text', 'paste', 'pasted.png')
    await who.log.getByRole('button', { name: /^Download pasted\.png/ }).waitFor()
  })

  it('counts in characters', async () => {
    const who = await talk()
    await who.text.fill('é'.repeat(2_100))
    await who.window.getByText('52 characters too long').waitFor()
    await who.text.fill('é'.repeat(2_000))
    await who.window.getByText('48 characters left').waitFor()
  })
})

it('looks right without colours of ours and on a phone', async () => {
  const who = await arrive('/', { viewport: { width: 375, height: 667 }, forcedColors: 'active' })
  expect(await who.page.getByRole('button', { name: 'Chat with us' }).evaluate((button) => getComputedStyle(button).borderTopWidth)).toBe('1px')
  const { id, memberId } = await inChat(who, 'Forced')
  control().sendMessage(id, memberId, 'Lines instead of grounds')
  await who.sees('Lines instead of grounds')
  expect(await who.log.getByText('Lines instead of grounds').evaluate((bubble) => getComputedStyle(bubble).borderTopStyle)).toBe('solid')
  expect(await violations(who.page)).toEqual([])
})
