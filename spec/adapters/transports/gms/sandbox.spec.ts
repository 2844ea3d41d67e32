/** GMS against the sandbox's: the two were written apart from each other, from the same reference. What both share with other back ends is in spec/conformance. */
import { filter, firstValueFrom, startWith, timeout } from 'rxjs'
import { memoryStore, nodeEnvironment } from '../../../../adapters/node'
import { gms } from '../../../../adapters/transports/gms'
import { createService } from '../../../../lib'
import type { ChatEvent, Message } from '../../../../lib'
import { startSandbox } from '../../../../sandbox/src/index'
import type { GmsSettings, Sandbox } from '../../../../sandbox/src/index'

jest.setTimeout(30_000)

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

interface Customer {
  readonly sandbox: Sandbox
  readonly id: () => string
  readonly ask: (name: string, options?: object) => Promise<{ readonly _tag: 'Left' | 'Right'; readonly left?: unknown; readonly right?: unknown }>
  readonly events: ReadonlyArray<ChatEvent>
  readonly messages: () => ReadonlyArray<Message>
  /** Type and text of each message, as `Message Hello`. */
  readonly lines: () => ReadonlyArray<string>
  readonly until: (holds: () => boolean) => Promise<unknown>
  readonly agent: () => string
}

const customer = async (settings: Partial<GmsSettings> = {}, config: object = {}, main: object = {}): Promise<Customer> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, gms: settings })
  const site = { dataURL: `${sandbox.url}/genesys/2/chat/support`, pollRateMin: 50, pollRateMax: 150, ...config }
  const opened = gms.open(site, { ...nodeEnvironment({ store: memoryStore() }), site: main })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = createService({ transport: opened.right, config: site })
  const events: ChatEvent[] = []
  service.event$.subscribe((event) => events.push(event))
  closing.push(service.dispose, sandbox.close)
  const messages = (): ReadonlyArray<Message> => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages : []))
  const id = (): string => sandbox.control.conversations().at(-1)?.id ?? ''
  return {
    sandbox, id, events, messages,
    ask: (name, options) => firstValueFrom(service.request(name, options).pipe(filter(({ _tag }) => _tag !== 'Progress'))) as ReturnType<Customer['ask']>, // progress is left out
    lines: () => messages().map(({ type, text }) => `${type} ${text}`.trim()),
    until: (holds) => firstValueFrom(service.event$.pipe(startWith(undefined), filter(holds), timeout(10_000))),
    agent: () => sandbox.control.addAgent(id(), { name: 'Erin' }).memberId
  }
}

const form = { nickname: 'Jo', firstname: 'Joan', lastname: 'Day', email: 'jo@example.com', subject: 'Order 7', userData: { cart: { items: 2 }, tags: ['a', 'b'] }, endpoint: 'Sales' }

it('tells the chat server who asks, and what about', async () => {
  const { sandbox, ask, id } = await customer()
  expect((await ask('startChat', form))._tag).toBe('Right')
  const { queue, customer: known } = sandbox.control.conversation(id())
  expect([queue, known]).toEqual(['Sales', {
    name: 'Jo', firstName: 'Joan', lastName: 'Day', email: 'jo@example.com', authenticated: false,
    data: expect.objectContaining({ subject: 'Order 7', 'cart[items]': '2' })
  }])
})

it('has the headers and keys that a stern server wants, and takes up an alias that has changed', async () => {
  const settings = { apikey: 'k1', authorization: 'Basic x', strictAlias: true }
  const it = await customer(settings, { apikey: 'k1', enableCustomHeader: true }, { header: { Authorization: 'Basic x' } })
  const { control, gms: server } = it.sandbox
  expect((await it.ask('startChat', form))._tag).toBe('Right')
  const agent = it.agent()
  for (const message of ['one', 'two']) expect((await it.ask('sendMessage', { message }))._tag).toBe('Right')
  control.sendMessage(it.id(), agent, 'three')
  await it.until(() => it.lines().includes('Message three'))
  // Whoever is asked just now must not mind the old one.
  server.set({ strictAlias: false })
  server.rotateAlias(it.id())
  const { alias } = server.session(it.id())
  await it.until(() => it.events.some((event) => event._tag === 'ajaxResponse' && (event.data as { readonly alias?: unknown }).alias === alias)) // the body of a reply
  expect((await it.ask('getSessionData')).right).toMatchObject({ alias })
  server.set({ strictAlias: true })
  for (const [name, options] of [['sendFile', { files: new File(['abc'], 'a.png') }], ['updateUserData', { step: 'paid' }], ['sendCustomNotice', { message: 'n' }], ['endChat', {}]] as const) {
    expect([name, (await it.ask(name, options))._tag]).toEqual([name, 'Right'])
  }
  expect(control.conversation(it.id()).customer.data['step']).toBe('paid')
})

it.each(['missing', 'repeated', 'falling'] as const)('tells everything once when indexes are %s for a while', async (how) => {
  const it = await customer()
  await it.ask('startChat', form)
  const agent = it.agent()
  await it.until(() => it.lines().length === 2)
  it.sandbox.control.fault({ kind: 'index', how, count: 2 })
  for (const text of ['one', 'two', 'three']) it.sandbox.control.sendMessage(it.id(), agent, text)
  await it.until(() => it.lines().includes('Message three'))
  it.sandbox.control.sendMessage(it.id(), agent, 'four')
  await it.until(() => it.lines().includes('Message four'))
  const texts = it.messages().filter(({ type }) => type === 'Message').map(({ text }) => text)
  expect([...texts].sort()).toEqual(['four', 'one', 'three', 'two'])
})

it.each(['html', 'empty', 'notJson', 'null', 'array'] as const)('takes a reply that is %s for nobody who knows the chat, and loses nothing by it', async (what) => {
  const it = await customer()
  await it.ask('startChat', form)
  const agent = it.agent()
  it.sandbox.control.fault({ kind: 'body', what, path: '/refresh' })
  await it.until(() => it.events.some(({ _tag }) => _tag === 'disconnected'))
  it.sandbox.control.sendMessage(it.id(), agent, 'after')
  await it.until(() => it.events.some(({ _tag }) => _tag === 'reconnected'))
  expect(it.lines()).toEqual(['ParticipantJoined', 'ParticipantJoined', 'Message after'])
})

it.each([
  ['an answer that was lost', { kind: 'cut', path: '/send', after: true }],
  ['a request that was', { kind: 'cut', path: '/send' }],
  ['a chat server that is away', { kind: 'offline', path: '/send', count: 2 }]
] as const)('says a message once in spite of %s', async (_, fault) => {
  const it = await customer()
  await it.ask('startChat', form)
  it.sandbox.control.fault(fault)
  expect((await it.ask('sendMessage', { message: 'once' }))._tag).toBe('Right')
  expect((await it.ask('sendMessage', { message: 'next' }))._tag).toBe('Right')
  await it.until(() => it.lines().includes('Message next'))
  expect(it.lines()).toEqual(['ParticipantJoined', 'Message once', 'Message next'])
  expect(it.sandbox.control.conversation(it.id()).messages.filter(({ kind }) => kind === 'text').map(({ text }) => text)).toEqual(['once', 'next'])
})

it('tells of a chat that is idle, and closed for that', async () => {
  const it = await customer({ idle: true, idleAlert: 1, idleClose: 1 })
  await it.ask('startChat', form)
  await it.until(() => it.events.some(({ _tag }) => _tag === 'ended'))
  const counted = it.events.flatMap((event) => (event._tag === 'messageReceived' && event.data.idleTimeCountDown !== undefined ? [event.data.idleTimeCountDown] : []))
  expect(it.messages().map(({ type }) => type)).toEqual(expect.arrayContaining(['IdleAlert', 'IdleClose']))
  expect(counted.length).toBeGreaterThan(0)
})

it('tells what agents push, and who else takes part', async () => {
  const it = await customer()
  const { control } = it.sandbox
  await it.ask('startChat', form)
  const agent = it.agent()
  control.pushUrl(it.id(), agent, 'https://example.com/a')
  control.customNotice(it.id(), agent, 'survey')
  const { memberId } = control.addExternal(it.id(), { name: '_GCTI_GSS' })
  control.sendMessage(it.id(), memberId, 'from outside')
  control.sendFile(it.id(), agent, { name: 'times.pdf', mime: 'application/pdf', content: Buffer.from('17:40').toString('base64') })
  control.sendContent(it.id(), agent, { content: [{ type: 'message', text: 'Which one?', contentType: 'quick-replies' }] })
  await it.until(() => it.lines().includes('Message Which one?'))
  expect(it.lines()).toEqual([
    'ParticipantJoined', 'ParticipantJoined', 'PushUrl https://example.com/a', 'CustomNotice survey', 'ParticipantJoined', 'Message from outside', 'FileUploaded times.pdf', 'Message Which one?'
  ])
  expect(it.messages().map(({ from }) => from.type)).toEqual(['Client', 'Agent', 'Agent', 'Agent', 'External', 'External', 'Agent', 'Agent'])
  expect(it.messages()[6]?.file).toEqual({ id: expect.any(String), name: 'times.pdf', size: 5 })
})

it.each([
  [203, 'a.exe', {}, 3],
  [202, 'a.png', { maxFileSize: 2 }, 3],
  [201, 'a.png', { maxFiles: 0 }, 3],
  [240, 'a.png', { needAgent: true }, 3]
])('names the code %d of a file that is not taken', async (code, name, settings, size) => {
  const it = await customer(settings)
  await it.ask('startChat', form)
  const { _tag, left } = await it.ask('sendFile', { files: new File(['a'.repeat(size)], name) })
  expect([_tag, left]).toEqual(['Left', expect.objectContaining({ response: expect.objectContaining({ status: 400, responseJSON: { errors: [expect.objectContaining({ code })] } }) })])
  expect((await it.ask('sendMessage', { message: 'the chat goes on' }))._tag).toBe('Right')
})

it('names a service that there is none of', async () => {
  const it = await customer({ services: ['other'] })
  const { _tag, left } = await it.ask('startChat', form)
  expect([_tag, left]).toEqual(['Left', expect.objectContaining({ response: expect.objectContaining({ errorReason: 'InvalidService' }) })])
})
