/** The same demo page over the back ends that are polled: what it does over guest chat, and files, notices and data besides. */
import { readFile } from 'node:fs/promises'
import { customer, startChat } from './kit/customer'
import { setScene } from './kit/scene'

jest.setTimeout(60_000)

const { stage, visit } = setScene()

describe.each(['gms'])('?backend=%s', (backEnd) => {
  const here = `/?backend=${backEnd}`

  it('goes both ways, survives a lost connection and a reload, and ends', async () => {
    const visited = await visit(here)
    visited.expects(/Failed to load resource|failed$/)
    const who = customer(visited.page)
    const { control } = stage().sandbox
    const id = await startChat(stage().sandbox, who, 'Gita')
    await who.say('Hello')
    await who.log.getByText('Sent', { exact: true }).waitFor()
    const { memberId } = control.addAgent(id, { name: 'Sam' })
    await who.sees('Sam joined the chat')
    control.typing(id, memberId)
    await who.window.getByText('Sam is typing', { exact: true }).waitFor()
    control.sendMessage(id, memberId, 'Hi Gita')
    await who.sees('Hi Gita')

    const { faultId } = control.fault({ kind: 'refuse', duration: 60_000, http: true, conversationId: id })
    await who.window.getByText('The connection is lost. Reconnecting…').waitFor()
    control.sendMessage(id, memberId, 'during')
    control.clearFaults(faultId)
    await who.window.getByText('You are connected again.').waitFor()
    await who.sees('during')
    const said = ['You joined the chat', 'Hello', 'Sam joined the chat', 'Hi Gita', 'during']
    expect(await who.transcript()).toEqual(said)

    await who.page.reload()
    await who.sees('during')
    expect(await who.transcript()).toEqual(said)
    await who.press('End chat')
    await who.press('Yes, end it')
    await who.window.getByRole('button', { name: 'Start a new chat' }).waitFor()
    expect(control.conversation(id).phase).toBe('ended')
  })

  it('sends files and gets them, tells what the customer looks at, and takes what the agent pushes', async () => {
    const visited = await visit(here, { acceptDownloads: true })
    const who = customer(visited.page)
    const { control } = stage().sandbox
    const id = await startChat(stage().sandbox, who, 'Filip')
    const { memberId } = control.addAgent(id, { name: 'Sam' })
    await who.sees('Sam joined the chat')

    control.sendFile(id, memberId, { name: 'times.pdf', mime: 'application/pdf', content: Buffer.from('17:40').toString('base64') })
    const [download] = await Promise.all([who.page.waitForEvent('download'), who.window.getByRole('button', { name: /^Download times\.pdf/ }).click()])
    expect([download.suggestedFilename(), await readFile(await download.path(), 'utf8')]).toEqual(['times.pdf', '17:40'])

    const chooser = who.page.waitForEvent('filechooser')
    await who.press('Attach files')
    await (await chooser).setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.alloc(2_000, 7) })
    await who.window.getByRole('button', { name: /^Download photo\.png 2 kB/ }).waitFor()

    await who.page.getByRole('link', { name: 'Tickets', exact: true }).click()
    control.sendMessage(id, memberId, 'I see that you look at tickets')
    await who.sees('I see that you look at tickets')
    const { customer: known, asides } = control.conversation(id)
    expect([known.data['page'], known.data['looksAt'], asides.map(({ text }) => text)]).toEqual(['/', 'Tickets', ['looks at Tickets']])

    control.pushUrl(id, memberId, 'https://example.com/tickets')
    await who.log.getByRole('link', { name: 'https://example.com/tickets' }).waitFor()
  })
})
