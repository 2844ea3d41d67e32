/** The agent's desk, by its buttons: every way out of a chat, and the faults. */
import { setScene } from './kit/scene'
import { startChat } from './kit/customer'
import type { Customer } from './kit/customer'
import type { Page } from 'playwright-core'

jest.setTimeout(60_000)

const { stage, visit, arrive, texts } = setScene()

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** A desk where `agent` sits and has taken the chat of a new customer. */
const serving = async (nickname: string, agent: string): Promise<{ desk: Page; who: Customer; id: string }> => {
  const desk = (await visit('/desk')).page
  const who = await arrive()
  await desk.getByLabel('You are').fill(agent)
  const id = await startChat(stage().sandbox, who, nickname)
  await desk.getByRole('button', { name: new RegExp(`^${nickname}`) }).click()
  await press(desk, 'Join')
  await who.sees(`${agent} joined the chat`)
  return { desk, who, id }
}

it('transfers by keyboard; the other one goes on and leaves, and the chat waits again', async () => {
  const { desk, who } = await serving('Ida', 'Noor')
  await press(desk, 'Transfer')
  await desk.getByLabel('Transfer to').fill('Bob')
  await desk.keyboard.press('Enter')
  await who.sees('Bob joined the chat')
  await who.sees('Noor left the chat')
  expect(await desk.getByLabel('Transfer to').isVisible()).toBe(false)

  await desk.getByLabel('You are').fill('Bob')
  await press(desk, 'Leave')
  await who.sees('Bob left the chat')
  await desk.getByRole('region', { name: /^Waiting/ }).getByRole('button', { name: /^Ida/ }).waitFor()
})

it('a second desk sees what the first one does, at once', async () => {
  const { desk, who, id } = await serving('Uma', 'Noor')
  const other = (await visit('/desk')).page
  await other.getByRole('region', { name: /^Open/ }).getByRole('button', { name: /^Uma/ }).click()
  const answer = desk.getByRole('textbox', { name: 'Message' })
  await answer.fill('Hello Uma')
  await answer.press('Enter')
  await other.getByRole('log', { name: 'Transcript' }).getByText('Hello Uma').waitFor()
  await who.sees('Hello Uma')
  expect(texts(id)).toEqual(['Hello Uma'])
})

it('the plug is pulled by its button, and nothing is missing', async () => {
  const { desk, who, id } = await serving('Eva', 'Noor')
  await press(desk, 'Drop')
  stage().sandbox.control.bot(id, { body: 'said meanwhile', name: 'Flow' })
  await who.sees('said meanwhile')
  await who.say('still here')
  await desk.getByRole('log', { name: 'Transcript' }).getByText('still here').waitFor()
})

it.each([
  ['Silence', 'silence'],
  ['Refuse', 'refuse'],
  ['Duplicate', 'duplicate'],
  ['Reorder', 'reorder'],
  ['Status', 'status'],
  ['Slow', 'slow']
])('%s is ordered by its button, shown in force, and taken back', async (button, kind) => {
  const desk = (await visit('/desk')).page
  await desk.getByLabel('For').selectOption('every chat')
  await press(desk, button)
  const inForce = desk.getByRole('complementary', { name: 'Customer and faults' }).getByRole('listitem').filter({ hasText: kind })
  await inForce.waitFor()
  expect(stage().sandbox.control.faults().map(({ fault }) => fault.kind)).toEqual([kind])
  await inForce.getByRole('button').click()
  await inForce.waitFor({ state: 'detached' })
  expect(stage().sandbox.control.faults()).toEqual([])
})

it('a number that cannot be is not sent', async () => {
  const desk = (await visit('/desk')).page
  await desk.getByLabel('For').selectOption('every chat')
  await desk.getByRole('form', { name: 'Status' }).getByLabel('status').fill('7')
  await press(desk, 'Status')
  await press(desk, 'Duplicate')
  await press(desk, 'Clear duplicate')
  await desk.getByText('duplicate · 3 left').waitFor({ state: 'detached' })
  expect(await desk.getByRole('status').filter({ hasText: /status/i }).count()).toBe(0)
  expect(stage().sandbox.control.faults()).toEqual([])
})
