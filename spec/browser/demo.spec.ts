/** The demo page driven as a person would drive it, in a real browser, over a real sandbox. */
import { customer, violations } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit, arrive, inChat, texts } = setScene()
const control = () => stage().sandbox.control

describe('the form', () => {
  it('says at the field what is wrong, and starts once it is right', async () => {
    const { page, window, open, press, sees } = await arrive()
    await open()
    await window.getByLabel('E-mail').fill('mara at example')
    await press('Start chat')
    const nickname = window.getByLabel('Nickname')
    expect(await nickname.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await window.getByRole('textbox', { name: 'Nickname', description: 'Please tell us what to call you.' }).getAttribute('aria-invalid')).toBe('true')
    expect(await window.getByRole('textbox', { name: 'E-mail', description: /does not look like an e-mail address/ }).getAttribute('aria-invalid')).toBe('true')
    expect(await violations(page)).toEqual([])

    await nickname.fill('Ines')
    await window.getByLabel('First name').fill('Inês')
    await window.getByLabel('E-mail').fill('ines@example.com')
    await window.getByLabel('Subject').fill('Bikes on board')
    await page.keyboard.press('Enter')
    await sees('You joined the chat')
    const customerOf = control().conversations().find(({ customer: { name } }) => name === 'Ines')?.customer
    expect(customerOf).toMatchObject({ name: 'Ines', data: { email: 'ines@example.com', subject: 'Bikes on board', firstName: 'Inês' } })
  })

  it('says why a chat could not be started, and keeps what was filled in', async () => {
    const visited = await visit('/')
    visited.expects(/503/)
    const { window, open, press } = customer(visited.page)
    await open()
    control().fault({ kind: 'status', status: 503, count: 1 })
    await window.getByLabel('Nickname').fill('Otto')
    await press('Start chat')
    await window.getByRole('alert').filter({ hasText: 'The chat could not be started.' }).waitFor()
    expect(await window.getByLabel('Nickname').inputValue()).toBe('Otto')
    await press('Start chat')
    await customer(visited.page).sees('You joined the chat')
  })
})

describe('a chat', () => {
  it('goes both ways, with who comes and goes', async () => {
    const who = await arrive()
    const { id, memberId } = await inChat(who, 'Mara')
    control().typing(id, memberId)
    await who.window.getByText('Alex is typing', { exact: true }).waitFor()
    control().sendMessage(id, memberId, 'Hello Mara, see https://example.com/bikes.')
    await who.sees('Hello Mara')
    await who.window.getByText('Alex is typing', { exact: true }).waitFor({ state: 'hidden' })
    const link = who.log.getByRole('link', { name: 'https://example.com/bikes' })
    expect([await link.getAttribute('href'), await link.getAttribute('rel')]).toEqual(['https://example.com/bikes', 'noopener noreferrer nofollow'])

    await who.text.fill('first line')
    await who.text.press('Shift+Enter')
    await who.text.pressSequentially('<b>second</b> line')
    await who.text.press('Enter')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    expect(texts(id)).toEqual(['Hello Mara, see https://example.com/bikes.', 'first line\n<b>second</b> line'])
    expect(await who.log.getByText('first line').count()).toBe(1)
    expect(await violations(who.page)).toEqual([])

    control().removeAgent(id, memberId)
    await who.sees('Alex left the chat')
    await who.window.getByText('Finding somebody for you').waitFor()
  })

  it('refuses what is too long before it is sent', async () => {
    const who = await arrive()
    const { id } = await inChat(who, 'Long')
    await who.say('x'.repeat(4_003))
    await who.window.getByText('3 characters too long').waitFor()
    expect([await who.text.getAttribute('aria-invalid'), texts(id)]).toEqual(['true', []])
    await who.say('x'.repeat(4_000))
    await who.log.getByText('Sent', { exact: true }).waitFor()
    expect(texts(id)).toEqual(['x'.repeat(4_000)])
  })

  it('tells what was not sent, and sends it again', async () => {
    const visited = await visit('/')
    visited.expects(/500/)
    const who = customer(visited.page)
    const { id } = await inChat(who, 'Retry')
    control().fault({ kind: 'status', status: 500, count: 1, path: 'messages', conversationId: id })
    await who.say('Is this on?')
    await who.log.getByText(/^Not sent\./).waitFor()
    await who.press('Try again')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    expect([texts(id), (await who.transcript()).filter((line) => line === 'Is this on?')]).toEqual([['Is this on?'], ['Is this on?']])
  })

  it('survives a lost connection with nothing missing', async () => {
    const visited = await visit('/')
    visited.expects(/WebSocket connection to/)
    const who = customer(visited.page)
    const { id, memberId } = await inChat(who, 'Tunnel')
    control().sendMessage(id, memberId, 'before')
    await who.sees('before')
    control().fault({ kind: 'refuse', duration: 1_500, conversationId: id })
    control().fault({ kind: 'drop', conversationId: id })
    await who.window.getByText('The connection is lost. Reconnecting…').waitFor()
    control().sendMessage(id, memberId, 'during')
    await who.say('I am in a tunnel')
    await who.window.getByText('You are connected again.').waitFor()
    control().sendMessage(id, memberId, 'after')
    await who.sees('after')
    expect((await who.transcript()).slice(1)).toEqual(['Alex joined the chat', 'before', 'during', 'I am in a tunnel', 'after'])
  })

  it('is there again after a reload', async () => {
    const who = await arrive()
    const { id, memberId } = await inChat(who, 'Reload')
    control().sendMessage(id, memberId, 'You can close the page')
    await who.sees('You can close the page')
    await who.say('I try')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    const before = await who.transcript()
    await who.page.reload()
    await who.sees('I try')
    expect(await who.transcript()).toEqual(before)
    expect(await who.window.getByText('You are talking to Alex').count()).toBe(1)
    await who.say('Still here')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    expect(texts(id).at(-1)).toBe('Still here')
  })

  it('loads earlier messages page by page', async () => {
    const who = await arrive('/?pageSize=10')
    const { id, memberId } = await inChat(who, 'History')
    for (let i = 1; i <= 30; i += 1) control().sendMessage(id, memberId, `message ${i}.`)
    await who.sees('message 30.')
    await who.page.reload()
    await who.sees('message 30.')
    expect(await who.log.getByText('message 1.').count()).toBe(0)
    await who.press('Load earlier messages')
    await who.sees('message 20.')
    // Whoever scrolls up gets the rest by that alone.
    const upwards = (log: Node | null): boolean => {
      log?.parentElement?.scrollTo(0, 0)
      return log?.textContent?.includes('message 1.') === true
    }
    await who.page.waitForFunction(upwards, await who.log.elementHandle())
    expect((await who.transcript()).filter((line) => line.startsWith('message'))).toEqual(Array.from({ length: 30 }, (_, i) => `message ${i + 1}.`))
  })
})
