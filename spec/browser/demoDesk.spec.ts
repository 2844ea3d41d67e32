/** Two people, two pages: a customer on the demo and an agent at the desk. */
import { startChat, violations } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit, arrive, texts } = setScene()

it('a person at the desk takes the chat and answers by hand', async () => {
  const desk = (await visit('/desk')).page
  const who = await arrive()
  await desk.getByLabel('You are').fill('Noor')
  const id = await startChat(stage().sandbox, who, 'Pia')

  await desk.getByRole('button', { name: /^Pia/ }).click()
  await desk.getByRole('button', { name: 'Join', exact: true }).click()
  await who.sees('Noor joined the chat')
  const answer = desk.getByRole('textbox', { name: 'Message' })
  await answer.pressSequentially('Hello Pia')
  await who.window.getByText('Noor is typing', { exact: true }).waitFor()
  await answer.press('Enter')
  await who.sees('Hello Pia')

  await who.text.pressSequentially('Hello Noor')
  await desk.getByText('Pia is typing…').waitFor()
  await who.text.press('Enter')
  await desk.getByRole('log', { name: 'Transcript' }).getByText('Hello Noor').waitFor()
  expect(texts(id)).toEqual(['Hello Pia', 'Hello Noor'])
  expect(await violations(desk)).toEqual([])
  expect(await violations(who.page)).toEqual([])

  await desk.getByRole('button', { name: 'End', exact: true }).click()
  await desk.getByRole('button', { name: 'Yes, end it' }).click()
  await who.window.getByRole('button', { name: 'Start a new chat' }).waitFor()
})
