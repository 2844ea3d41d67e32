/** The desk itself: its composer and transcript, what is remembered, what is asked, rich messages and files, faults, dark and small screens. */
import type { Page } from 'playwright-core'
import { startChat, violations } from './kit/customer'
import type { Customer } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit, arrive } = setScene()
const control = () => stage().sandbox.control
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
const choose = (page: Page, nickname: string): Promise<void> => page.locator('.chats').getByRole('button', { name: new RegExp(`^${nickname}`) }).click()

/** Over web messaging a chat is there with its first message. */
const arriveWith = async (nickname: string): Promise<Customer> => {
  const who = await arrive('/?backend=webmessaging')
  await who.open()
  await who.window.getByLabel('Nickname').fill(nickname)
  await who.press('Start chat')
  await who.say('Hello')
  await who.log.getByText('Sent', { exact: true }).waitFor()
  return who
}

const LONG = `Ludwig${'-Maximilian'.repeat(12)}`

it('the composer has its size at once, the transcript ends at its end, long names fit, and a reload finds the chat again', async () => {
  const who = await arriveWith(LONG.slice(0, 60))
  const desk = (await visit('/desk')).page
  await choose(desk, 'Ludwig')
  await press(desk, 'Join')
  const text = desk.getByRole('textbox', { name: 'Message' })
  const first = await text.evaluate((field) => field.clientHeight)
  await text.fill('x')
  expect([first >= 40, await text.evaluate((field) => field.clientHeight)]).toEqual([true, first])
  const { id } = control().conversations().at(-1) ?? { id: '' }
  const { memberId } = control().addAgent(id, { name: LONG })
  for (let i = 1; i <= 30; i += 1) control().sendMessage(id, memberId, `line ${i}.`)
  const log = desk.getByRole('log', { name: 'Transcript' })
  await log.getByText('line 30.').waitFor()
  const fromEnd = (): Promise<number> => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)
  expect(await fromEnd()).toBeLessThan(2)
  expect(await desk.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  await desk.reload()
  await log.getByText('line 30.').waitFor()
  expect(await fromEnd()).toBeLessThan(2)
  expect(await desk.locator('#chat-title').textContent()).toBe(LONG.slice(0, 60))
  expect(await who.window.isVisible()).toBe(true)
})

it('asks before it ends a chat', async () => {
  const who = await arrive()
  const id = await startChat(stage().sandbox, who, 'Asked')
  const desk = (await visit('/desk')).page
  await choose(desk, 'Asked')
  await press(desk, 'End')
  const question = desk.getByRole('dialog', { name: 'End this chat?' })
  await question.waitFor()
  expect(await violations(desk)).toEqual([])
  await desk.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  expect(control().conversation(id).phase).toBe('waiting')
  await press(desk, 'End')
  await press(desk, 'Yes, end it')
  await who.window.getByRole('button', { name: 'Start a new chat' }).waitFor()
})

it('sends and shows files and every ready message', async () => {
  const who = await arriveWith('Rich desk')
  const desk = (await visit('/desk')).page
  await choose(desk, 'Rich desk')
  await press(desk, 'Join')
  const log = desk.getByRole('log', { name: 'Transcript' })
  const shelf = desk.getByLabel('Ready messages')
  const ready: ReadonlyArray<readonly [string, string, string]> = [
    ['Quick replies', 'Which line do you take?', 'Line 2'], ['Card', 'Day ticket', 'Take the day ticket'], ['Carousel', 'Month ticket', 'Take the week ticket'],
    ['Date picker', 'When shall we call you?', 'Pick a time'], ['List picker', 'What do you bring?', 'Pram'], ['Form', 'Please tell us about your trip.', 'Please tell us about your trip.']
  ]
  for (const [name, customerSees, deskSees] of ready) {
    await shelf.selectOption(name)
    await who.log.getByText(customerSees).first().waitFor()
    await log.getByText(deskSees).first().waitFor()
  }
  const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==', 'base64')
  const chooser = desk.waitForEvent('filechooser')
  await press(desk, 'Files…')
  await (await chooser).setFiles([{ name: 'map.png', mimeType: 'image/png', buffer: dot }, { name: 'times.txt', mimeType: 'text/plain', buffer: Buffer.from('17:40') }])
  await who.log.getByRole('button', { name: /^Download times\.txt/ }).waitFor()
  await log.getByRole('link', { name: 'times.txt' }).waitFor()
  await desk.waitForFunction(() => document.querySelector<HTMLImageElement>('.rich img')?.naturalWidth === 1)
  expect(await violations(desk)).toEqual([])
})

it('says what is in force, since when, until when and for whom, and offers nothing that can do nothing', async () => {
  const desk = (await visit('/desk')).page
  await desk.getByText('Choose a chat first, or every chat.').waitFor()
  expect(await desk.getByRole('button', { name: 'Slow', exact: true }).isDisabled()).toBe(true)
  expect(await violations(desk)).toEqual([])
  const who = await arrive()
  const id = await startChat(stage().sandbox, who, 'Slowed')
  await choose(desk, 'Slowed')
  await press(desk, 'Slow')
  const inForce = desk.locator('#active-faults li')
  await inForce.waitFor()
  expect(await inForce.locator('span').textContent()).toMatch(/^slow · since \d.+ · until \d.+ · Slowed$/)
  await press(desk, 'Clear slow')
  await inForce.waitFor({ state: 'detached' })
  control().end(id)
  await desk.getByText('This chat has ended. Choose another one, or every chat.').waitFor()
})

it('says one word for connected', async () => {
  const who = await arrive()
  await startChat(stage().sandbox, who, 'Gone')
  const desk = (await visit('/desk')).page
  await choose(desk, 'Gone')
  const words = async (): Promise<ReadonlyArray<string | null>> => [await desk.locator('#chat-line').textContent(), await desk.locator('#members .state').first().textContent()]
  expect(await words()).toEqual([expect.stringContaining('· connected ·'), 'customer, connected'])
  await who.page.goto('about:blank')
  await desk.getByText('customer, not connected').waitFor()
  expect(await words()).toEqual([expect.stringContaining('· not connected ·'), 'customer, not connected'])
})

it('a conference by hand: two desks in one chat see each other', async () => {
  const who = await arrive()
  await startChat(stage().sandbox, who, 'Both')
  const [one, two] = [(await visit('/desk')).page, (await visit('/desk')).page]
  for (const [desk, name] of [[one, 'Noor'], [two, 'Bob']] as const) {
    await desk.getByLabel('You are').fill(name)
    await choose(desk, 'Both')
    await press(desk, 'Join')
    await who.sees(`${name} joined the chat`)
  }
  await who.window.getByText('You are talking to Noor and Bob').waitFor()
  await one.locator('#members').getByText('Bob').waitFor()
  const answer = two.getByRole('textbox', { name: 'Message' })
  await answer.fill('We are two')
  await answer.press('Enter')
  await one.getByRole('log', { name: 'Transcript' }).getByText('We are two').waitFor()
  await press(one, 'Leave')
  await who.window.getByText('You are talking to Bob').waitFor()
})

it.each([
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 375, height: 667 } }],
  ['forced', { forcedColors: 'active' }]
] as const)('is whole and legible: %s', async (name, options) => {
  const who = await arrive()
  const id = await startChat(stage().sandbox, who, `Look ${name}`)
  const { memberId } = control().addAgent(id, { name: 'Alex' })
  control().sendMessage(id, memberId, 'Hello')
  control().fault({ kind: 'slow', delay: 1, duration: 30_000, conversationId: id })
  const desk = (await visit('/desk', options)).page
  await choose(desk, `Look ${name}`)
  await desk.getByRole('log', { name: 'Transcript' }).getByText('Hello').waitFor()
  expect(await violations(desk)).toEqual([])
  expect(await desk.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
})
