/** The demo's window: keyboard, focus, what is unread, the end, a phone. */
import { violations } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, arrive, inChat } = setScene()
const control = () => stage().sandbox.control

describe('the window', () => {
  it('minimises by Escape, gives the focus back and counts what is unread', async () => {
    const who = await arrive()
    const { page, window, text } = who
    const { id, memberId } = await inChat(who, 'Away')
    await text.focus()
    await page.keyboard.press('Escape')
    await window.waitFor({ state: 'hidden' })
    const launcher = page.getByRole('button', { name: 'Continue the chat' })
    expect(await launcher.evaluate((button) => button === document.activeElement)).toBe(true)

    control().sendMessage(id, memberId, 'one')
    control().sendMessage(id, memberId, 'two')
    await page.getByRole('button', { name: 'Continue the chat, 2 unread messages' }).waitFor()
    expect(await page.title()).toBe('(2) Help – Harbourside Ferries')
    expect(await violations(page)).toEqual([])

    await page.keyboard.press('Enter')
    await who.sees('two')
    expect([await page.title(), await text.evaluate((field) => field === document.activeElement)]).toEqual(['Help – Harbourside Ferries', true])
  })

  it('stays minimised over a reload when it was', async () => {
    const who = await arrive()
    await inChat(who, 'Small')
    await who.press('Minimise chat')
    await who.page.reload()
    await who.page.getByRole('button', { name: 'Continue the chat' }).click()
    await who.sees('Alex joined the chat')
  })

  it('opens from the page, too', async () => {
    const { page, window, press } = await arrive()
    await press('Ask somebody now')
    expect(await window.getByLabel('Nickname').evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await page.getByRole('link', { name: /Open the agent’s desk/ }).getAttribute('target')).toBe('_blank')
  })

  it('does not pull a reader down, and tells that there is more', async () => {
    const who = await arrive()
    const { id, memberId } = await inChat(who, 'Reader')
    for (let i = 1; i <= 25; i += 1) control().sendMessage(id, memberId, `line ${i}.`)
    await who.sees('line 25.')
    const scroller = who.window.getByRole('region', { name: 'Messages' })
    await scroller.focus()
    await who.page.keyboard.press('Home')
    await who.page.waitForFunction((element) => element?.scrollTop === 0, await scroller.elementHandle())
    control().sendMessage(id, memberId, 'the latest')
    await who.press('New messages')
    await who.page.waitForFunction((element) => element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < 2, await scroller.elementHandle())
  })
})

describe('the end', () => {
  it('is asked for twice, keeps the transcript, and leads to a new chat', async () => {
    const who = await arrive()
    const { page, window, log, text, press } = who
    const { id, memberId } = await inChat(who, 'Bye')
    control().sendMessage(id, memberId, 'Anything else?')
    await who.sees('Anything else?')

    await press('End chat')
    const confirm = window.getByRole('alertdialog', { name: 'End this chat?' })
    expect(await confirm.getByRole('button', { name: 'Keep chatting' }).evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await confirm.waitFor({ state: 'hidden' })
    expect([control().conversation(id).phase, await text.evaluate((field) => field === document.activeElement)]).toEqual(['open', true])

    await press('End chat')
    await press('Yes, end it')
    const again = window.getByRole('button', { name: 'Start a new chat' })
    await again.waitFor()
    expect(await again.evaluate((button) => button === document.activeElement)).toBe(true)
    expect([await log.getByText('Anything else?').isVisible(), await text.isVisible(), control().conversation(id).phase]).toEqual([true, false, 'ended'])
    expect(await violations(page)).toEqual([])

    await page.keyboard.press('Enter')
    const next = await inChat(who, 'Bye again', 'Sam')
    expect(next.id).not.toBe(id)
    expect(await log.getByText('Anything else?').count()).toBe(0)
  })

  it('is told when the other side makes it', async () => {
    const who = await arrive()
    const { id } = await inChat(who, 'Cut')
    control().end(id)
    await who.window.getByText('This chat has ended. Thank you for talking to us.').waitFor()
    await who.page.reload()
    await who.page.getByRole('button', { name: 'Chat with us' }).waitFor()
  })
})

describe('on a phone', () => {
  const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

  it.each(['light', 'dark'] as const)('fills the screen, in the %s scheme', async (colorScheme) => {
    const who = await arrive('/', { ...phone, colorScheme })
    const { page, window, text } = who
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
    expect(await violations(page)).toEqual([])
    const { id, memberId } = await inChat(who, `Phone ${colorScheme}`)
    control().sendMessage(id, memberId, `${'a'.repeat(300)} https://example.com/${'b'.repeat(200)}`)
    await who.sees('aaa')
    expect(await window.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 })
    expect(await window.getByRole('region', { name: 'Messages' }).evaluate((scroller) => scroller.scrollWidth <= scroller.clientWidth)).toBe(true)
    expect(await page.locator('main').evaluate((main) => main.hasAttribute('inert'))).toBe(true)
    expect(await text.evaluate((field) => parseFloat(getComputedStyle(field).fontSize))).toBeGreaterThanOrEqual(16)
    expect(await violations(page)).toEqual([])
    await who.press('Minimise chat')
    await window.waitFor({ state: 'hidden' })
    expect(await page.locator('main').evaluate((main) => main.hasAttribute('inert'))).toBe(false)
  })
})
