/** Multicloud CX v3 over real sockets, against the sandbox: with the agent, files, a reload, and each way to an end. */
import { filter, firstValueFrom } from 'rxjs'
import { memoryStore, nodeEnvironment } from '../../../../adapters/node'
import { multicloudV3 } from '../../../../adapters/transports/multicloudV3'
import type { Store } from '../../../../adapters/transports/Environment'
import { createService } from '../../../../lib'
import type { ChatEvent } from '../../../../lib'
import { startSandbox } from '../../../../sandbox/src/index'
import type { Sandbox } from '../../../../sandbox/src/index'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, autoAgent: false })
})
afterAll(() => sandbox.close())

/** Whatever a spec leaves open, polls would keep the sandbox from closing. */
const open: Array<{ readonly dispose: () => void }> = []
afterEach(() => open.splice(0).forEach((service) => service.dispose()))

const pageOf = (store: Store, transport: object = {}) => {
  const config = { transport: { type: 'pureengage-v3-rest', dataURL: `${sandbox.url}/nexus/v3/chat/sessions`, endpoint: 'web-chat', headers: { 'x-api-key': 'KEY-1' }, pollTimeout: 100, ...transport } }
  const saved: string[] = []
  const opened = multicloudV3.open(config, { ...nodeEnvironment(), store, save: (_, name) => void saved.push(name) })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = createService({ transport: opened.right, config })
  open.push(service)
  const events: ChatEvent[] = []
  service.event$.subscribe((event) => events.push(event))
  return {
    service, events, saved,
    texts: () => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.filter(({ type, text }) => type === 'Message' && text !== '').map(({ text }) => text) : [])),
    heard: (text: string) => firstValueFrom(service.events.messageReceived.pipe(filter(({ messages }) => messages.some((one) => one.text === text)))),
    ask: (name: string, options?: unknown) => firstValueFrom(service.command(name as 'startChat', options as never))
  }
}

it('starts, talks, sends and fetches a file, is reloaded, and is ended by the agent', async () => {
  const store = memoryStore()
  const page = pageOf(store)
  expect(await page.ask('startChat', { nickname: 'Jo', userData: { tier: 'gold' } })).toMatchObject({ _tag: 'Right' })
  const session = (await page.ask('getSessionData')) as unknown as { right: Record<string, string> }
  expect(Object.keys(session.right).sort()).toEqual(['participantId', 'sessionId', 'token', 'transportId'])
  const id = session.right.sessionId ?? ''
  const erin = sandbox.control.addAgent(id, { name: 'Erin' }).memberId
  const hello = page.heard('Hello')
  sandbox.control.sendMessage(id, erin, 'Hello')
  await hello
  const echo = page.heard('grüße & 100%')
  expect([await page.ask('sendTyping', { message: 'gr' }), await page.ask('sendMessage', { message: 'grüße & 100%' }), await page.ask('updateUserData', { step: 2 })].map(({ _tag }) => _tag)).toEqual(['Right', 'Right', 'Right'])
  await echo
  const shown = firstValueFrom(page.service.events.messageReceived.pipe(filter(({ messages }) => messages.some(({ file }) => file !== undefined))))
  expect(await page.ask('sendFile', { files: new File(['abc'], 'a.png', { type: 'image/png' }) })).toMatchObject({ _tag: 'Right' })
  const { file } = (await shown).messages.find((one) => one.file !== undefined) ?? {}
  expect([file?.name, (await page.ask('downloadFile', { fileId: file?.id }))._tag, page.saved]).toEqual(['a.png', 'Right', ['a.png']])
  expect(await page.ask('sendFile', { files: new File(['abc'], 'a.exe', { type: 'application/x-msdownload' }) })).toMatchObject({ _tag: 'Left', left: { response: { errorReason: 'INVALID_FILE_TYPE' } } })
  page.service.dispose()

  const later = pageOf(store)
  expect(await later.ask('restore')).toEqual({ _tag: 'Right', right: undefined })
  const ended = firstValueFrom(later.service.events.ended)
  sandbox.control.sendMessage(id, erin, 'Goodbye')
  sandbox.control.end(id)
  await ended
  expect([page.texts(), later.texts()]).toEqual([['Hello', 'grüße & 100%'], ['Hello', 'grüße & 100%', 'Goodbye']])
  expect(await later.ask('restore')).toMatchObject({ _tag: 'Left', left: { reason: 'nothingToRestore' } })
  later.service.dispose()
})

it('is ended by the customer, and cannot be taken up again by its token', async () => {
  const page = pageOf(memoryStore(), { async: { enabled: true } })
  await page.ask('startChat', { nickname: 'Jo' })
  const { right: { token } } = (await page.ask('getSessionData')) as unknown as { right: { token: string } }
  expect(await page.ask('endChat')).toMatchObject({ _tag: 'Right' })
  expect(await page.ask('restore', { sessionData: token })).toMatchObject({ _tag: 'Left', left: { response: { errorReason: 'INVALID_SESSION' } } })
  page.service.dispose()
})
