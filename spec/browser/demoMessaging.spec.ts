/** The same demo page over web messaging: what it does over guest chat, and rich replies and files besides. */
import { readFile } from 'node:fs/promises'
import { customer, violations } from './kit/customer'
import type { Customer } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit, arrive } = setScene()

const HERE = '/?backend=webmessaging'

/** Starts, says the first word, and lets an agent answer: nobody joins audibly here. */
const talk = async (who: Customer, nickname: string) => {
  const { control, webMessaging } = stage().sandbox
  await who.open()
  await who.window.getByLabel('Nickname').fill(nickname)
  await who.press('Start chat')
  await who.window.getByText('Send your first message.').or(who.window.getByText('Finding somebody for you.')).waitFor()
  await who.say('Hello')
  await who.log.getByText('Sent', { exact: true }).waitFor()
  const found = control.conversations().find(({ customer: { name } }) => name === nickname)
  if (!found) throw new Error(`No conversation of ${nickname}.`)
  const { memberId } = control.addAgent(found.id, { name: 'Sam' })
  control.sendMessage(found.id, memberId, `Hi ${nickname}`)
  await who.sees(`Hi ${nickname}`)
  const offer = (text: string, content: ReadonlyArray<unknown>): void => void webMessaging.content(found.id, memberId, { text, content })
  /** What the customer chose, as the server has it: type, text and payload of each choice. */
  const choices = () =>
    webMessaging.session(found.id).messages
      .filter(({ direction, content }) => direction === 'Inbound' && content)
      .map(({ type, content }) => ({ type, content }))
  return { id: found.id, memberId, offer, choices }
}

it('goes both ways, survives a lost connection and a reload, and ends', async () => {
  const visited = await visit(HERE)
  visited.expects(/WebSocket connection to/)
  const who = customer(visited.page)
  const { id, memberId } = await talk(who, 'Wanda')
  const { control } = stage().sandbox
  control.typing(id, memberId)
  await who.window.getByText('Sam is typing', { exact: true }).waitFor()

  control.fault({ kind: 'refuse', duration: 1_500, conversationId: id })
  control.fault({ kind: 'drop', conversationId: id })
  await who.window.getByText('The connection is lost. Reconnecting…').waitFor()
  control.sendMessage(id, memberId, 'during')
  await who.window.getByText('You are connected again.').waitFor()
  await who.sees('during')
  const said = ['Hello', 'Sam joined the chat', 'Hi Wanda', 'during']
  expect((await who.transcript()).filter((line) => line !== 'You joined the chat')).toEqual(said)

  await who.page.reload()
  await who.sees('during')
  expect((await who.transcript()).filter((line) => line !== 'You joined the chat')).toEqual(said)
  await who.press('End chat')
  await who.press('Yes, end it')
  await who.window.getByRole('button', { name: 'Start a new chat' }).waitFor()
})

it('shows what is offered, and answers with what was chosen', async () => {
  const who = await arrive(HERE)
  const { offer, choices } = await talk(who, 'Rich')
  const sent = (): Promise<void> => who.log.getByText('Sent', { exact: true }).waitFor()

  offer('Which line?', ['Line 1', 'Line 2'].map((text, i) => ({ contentType: 'QuickReply', quickReply: { text, payload: `L${i + 1}` } })))
  expect(await who.window.getByRole('group', { name: 'Suggested answers' }).getByRole('button').allTextContents()).toEqual(['Line 1', 'Line 2'])
  await who.press('Line 2')
  await who.window.getByRole('group', { name: 'Suggested answers' }).waitFor({ state: 'detached' })
  await sent()

  const card = (title: string, payload: string) => ({ title, description: 'All lines', actions: [{ type: 'Postback', text: `Take ${title}`, payload }, { type: 'Link', text: 'More', url: 'javascript:alert(1)' }] })
  offer('', [{ contentType: 'Carousel', carousel: { cards: [card('day', 'DAY'), card('week', 'WEEK')] } }])
  await who.press('Take day')
  await sent()
  expect(await who.log.getByRole('link').count()).toBe(0)

  offer('When?', [{ contentType: 'DatePicker', datePicker: { title: 'Pick a time', availableTimes: [{ dateTime: '2026-12-01T09:30:00.000Z', duration: 1_800 }] } }])
  await who.window.getByRole('region', { name: 'Pick a time' }).getByRole('button', { name: /30 minutes/ }).click()
  await sent()

  offer('Extras?', [{ contentType: 'ListPicker', listPicker: { sections: [{ title: 'Extras', multipleSelection: true, items: [{ id: 'b', title: 'Bike' }, { id: 'd', title: 'Dog' }] }] } }])
  await who.window.getByRole('group', { name: 'Extras' }).getByLabel('Bike').check()
  await who.window.getByLabel('Dog').check()
  expect(await violations(who.page)).toEqual([])
  await who.press('Send choice')
  await who.sees('Bike, Dog')
  await sent()

  const answered = choices().map(({ type, content }) => [type, JSON.stringify(content)])
  expect(answered).toEqual([
    ['Structured', expect.stringContaining('"type":"QuickReply","text":"Line 2","payload":"L2"')],
    ['Structured', expect.stringContaining('"type":"Button","text":"Take day","payload":"DAY"')],
    ['Structured', expect.stringContaining('"payload":"2026-12-01T09:30:00.000Z"')],
    ['Structured', expect.stringMatching(/"text":"Bike","payload":"b".*"text":"Dog","payload":"d"/)]
  ])
})

it('sends files and gets them', async () => {
  const visited = await visit(HERE, { acceptDownloads: true })
  const who = customer(visited.page)
  const { id, memberId } = await talk(who, 'Filip')
  stage().sandbox.webMessaging.file(id, memberId, { name: 'times.txt', mime: 'text/plain', content: Buffer.from('17:40').toString('base64') })
  const [download] = await Promise.all([who.page.waitForEvent('download'), who.window.getByRole('button', { name: /^Download times\.txt/ }).click()])
  expect([download.suggestedFilename(), await readFile(await download.path(), 'utf8')]).toEqual(['times.txt', '17:40'])

  const chooser = who.page.waitForEvent('filechooser')
  await who.press('Attach files')
  await (await chooser).setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.alloc(2_000, 7) })
  await who.window.getByRole('button', { name: /^Download photo\.png 2 kB/ }).waitFor()
  expect(await who.log.getByText('photo.png').count()).toBe(1)

  await (async () => {
    const next = who.page.waitForEvent('filechooser')
    await who.press('Attach files')
    await (await next).setFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) })
  })()
  await who.log.getByText(/^Not sent\./).waitFor()
  await who.press('Remove')
  await who.log.getByText('empty.txt').waitFor({ state: 'detached' })
  expect(await violations(who.page)).toEqual([])
})
