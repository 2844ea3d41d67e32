/** GMS over CometD on real sockets, against the sandbox: over a WebSocket, by long polling, and where the server has no WebSocket. */
import { filter, firstValueFrom, take, toArray } from 'rxjs'
import { memoryStore, nodeEnvironment } from '../../../../../adapters/node'
import { gms } from '../../../../../adapters/transports/gms'
import type { Store } from '../../../../../adapters/transports/Environment'
import { createService } from '../../../../../lib'
import type { ChatEvent, Service } from '../../../../../lib'
import { startSandbox } from '../../../../../sandbox/src'
import type { Sandbox } from '../../../../../sandbox/src'

// The library looks for its platform under this name; what we ship gives it one.
Object.assign(globalThis, { window: globalThis })

const open = new Set<() => unknown>()
afterEach(async () => {
  for (const close of [...open].reverse()) await close()
  open.clear()
})

const sandboxed = async (cometd?: ReadonlyArray<'websocket' | 'long-polling'>): Promise<Sandbox> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, gms: cometd === undefined ? {} : { cometd: [...cometd] } })
  open.add(() => sandbox.close())
  return sandbox
}

interface Page {
  readonly service: Service
  readonly events: ChatEvent[]
  readonly saved: string[]
  readonly texts: () => ReadonlyArray<string>
  readonly told: (tag: ChatEvent['_tag']) => Promise<unknown>
}

const page = (sandbox: Sandbox, cometD: object = {}, more: { readonly store?: Store; readonly config?: object } = {}): Page => {
  const saved: string[] = []
  const config = { cometD: { enabled: true, cometURL: `${sandbox.url}/genesys/cometd`, apiURL: `${sandbox.url}/genesys/2/chat-ntf`, ...cometD }, ...more.config }
  const opened = gms.open(config, { ...nodeEnvironment({ store: more.store ?? memoryStore() }), save: (_, name) => saved.push(name) })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = createService({ transport: opened.right, config })
  const events: ChatEvent[] = []
  service.event$.subscribe((event) => events.push(event))
  open.add(() => service.dispose())
  return {
    service, events, saved,
    texts: () => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.filter(({ type }) => type === 'Message').map(({ text }) => text) : [])),
    told: (tag) => firstValueFrom(service.event$.pipe(filter(({ _tag }) => _tag === tag)))
  }
}

const conversationOf = (sandbox: Sandbox): string => sandbox.gms.sessions()[0]?.conversationId ?? ''

it.each([
  ['a WebSocket', {}, undefined],
  ['long polling', { websocketEnabled: false }, undefined],
  ['long polling, as the server has no WebSocket', {}, ['long-polling'] as const]
] as const)('over %s: starts, talks, sends a file, is forgotten and comes back, and ends', async (_, cometD, offered) => {
  const sandbox = await sandboxed(offered)
  const it = page(sandbox, cometD)
  const { service } = it
  const started = await firstValueFrom(service.command('startChat', { nickname: 'Jo', userData: { topic: 'refund' } }))
  expect(started).toMatchObject({ _tag: 'Right', right: { statusCode: 0, data: { sessionID: expect.any(String), secureKey: expect.any(String) } } })
  const id = conversationOf(sandbox)
  const agent = it.told('agentConnected')
  const { memberId } = sandbox.control.addAgent(id, { name: 'Erin' })
  await agent
  const texts = firstValueFrom(service.events.messageReceived.pipe(filter(({ messages }) => messages[0]?.type === 'Message'), take(3), toArray()))
  const answers = []
  answers.push(await firstValueFrom(service.command('sendTyping', { message: 'gr' })))
  answers.push(await firstValueFrom(service.command('sendMessage', { message: 'grüße & 100%' })))
  sandbox.control.sendMessage(id, memberId, 'Hello')
  answers.push(await firstValueFrom(service.command('sendMessage', { message: 'grüße & 100%' })))
  expect((await texts).map(({ messages }) => messages[0]?.text).sort()).toEqual(['Hello', 'grüße & 100%', 'grüße & 100%'])
  answers.push(await firstValueFrom(service.command('getFileLimits', undefined)))
  const file = it.told('messageReceived')
  answers.push(await firstValueFrom(service.command('sendFile', { files: new File(['abc'], 'a.png') })))
  await file
  answers.push(await firstValueFrom(service.command('updateUserData', { a: { b: 1 } })))
  answers.push(await firstValueFrom(service.command('sendCustomNotice', { message: 'seen' })))
  expect(answers.map(({ _tag }) => _tag)).toEqual(answers.map(() => 'Right'))

  sandbox.gms.forgetClients(id)
  sandbox.control.sendMessage(id, memberId, 'While you were away')
  await firstValueFrom(service.events.messageReceived.pipe(filter(({ messages }) => messages[0]?.text === 'While you were away')))
  expect((await firstValueFrom(service.command('sendMessage', { message: 'back' })))._tag).toBe('Right')
  expect((await firstValueFrom(service.command('endChat', undefined)))._tag).toBe('Right')
  expect(it.events.filter(({ _tag }) => _tag === 'error')).toEqual([])
  expect(it.texts().filter((text) => text === 'While you were away')).toHaveLength(1)
  expect(it.events.map(({ _tag }) => _tag).slice(-2)).toEqual(['clientDisconnected', 'ended'])
}, 30_000)
