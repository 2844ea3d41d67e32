/** A service over web messaging on a real sandbox: real sockets, real requests, everything closed afterwards. */
import { randomUUID } from 'node:crypto'
import { filter, firstValueFrom, lastValueFrom, take, timeout } from 'rxjs'
import { WebSocket } from 'ws'
import { upload } from '../../../../adapters/node/environment'
import { rejection } from '../../../../adapters/bus/rejection'
import { webMessaging } from '../../../../adapters/transports/webMessaging'
import type { Environment, Store } from '../../../../adapters/transports/Environment'
import { createService } from '../../../../lib'
import type { ChatEvent, CommandName, EventName, Events, Service } from '../../../../lib'
import { startSandbox } from '../../../../sandbox/src'
import type { Sandbox, SandboxOptions } from '../../../../sandbox/src'

const open = new Set<() => unknown>()
afterEach(async () => {
  const closing = [...open].reverse()
  open.clear()
  for (const close of closing) await close()
})

export const sandboxed = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, ...options, webMessaging: { requestsPerMinute: 1_000, ...options.webMessaging } })
  open.add(sandbox.close)
  return sandbox
}

export const memoryStore = (kept = new Map<string, string>()): Store & { readonly kept: Map<string, string> } => ({
  kept,
  get: (key) => kept.get(key),
  set: (key, value) => void kept.set(key, value),
  remove: (key) => void kept.delete(key)
})

export const environment = (more: Partial<Environment> = {}): Environment => ({
  fetch,
  upload,
  WebSocket,
  store: memoryStore(),
  uuid: randomUUID,
  random: () => 0,
  ...more
})

export interface Page {
  readonly service: Service
  readonly told: ChatEvent[]
  /** Settles as the command does. */
  readonly run: (name: CommandName, options?: unknown) => Promise<unknown>
  /** The first event of the name from now on, or that was told already and meets the condition. */
  readonly event: <N extends EventName>(name: N, meets?: (data: Events[N]) => boolean) => Promise<Events[N]>
  readonly names: () => ReadonlyArray<string>
  readonly texts: () => ReadonlyArray<string>
}

export const deploymentId = 'd1'

export const page = (sandbox: Pick<Sandbox, 'url'>, transport: object = {}, more: Partial<Environment> = {}): Page => {
  const config = { transport: { type: 'webmessaging', deploymentId, dataURL: sandbox.url, ...transport } }
  const place = environment(more)
  const opened = webMessaging.open(config, place)
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = createService({ transport: opened.right, config, store: place.store })
  open.add(service.dispose)
  const told: ChatEvent[] = []
  service.event$.subscribe((event) => told.push(event))
  const run: Page['run'] = async (name, options) => {
    const answer = await lastValueFrom(service.request(name, options))
    if (answer._tag === 'Right') return answer.right
    throw answer._tag === 'Left' ? rejection(answer.left, service.compatibility) : answer
  }
  const event: Page['event'] = async (name, meets = () => true) => {
    const past = told.find((candidate) => candidate._tag === name && meets(candidate.data as never)) // its name chose it
    return (past?.data ?? (await firstValueFrom(service.events[name].pipe(filter(meets), take(1), timeout(8_000))))) as never
  }
  const texts = (): ReadonlyArray<string> =>
    told.flatMap((one) => (one._tag === 'messageReceived' ? one.data.messages.filter(({ type }) => !type.startsWith('Participant')).map(({ text }) => text) : []))
  return { service, told, run, event, names: () => told.map(({ _tag }) => _tag), texts }
}

export const says = (text: string) => (data: Events['messageReceived']): boolean => data.messages.some((message) => message.text === text)

/** The newest conversation, with an agent in it. */
export const withAgent = (sandbox: Sandbox, name = 'Sam Okoro'): { readonly id: string; readonly memberId: string } => {
  const id = sandbox.webMessaging.sessions().at(-1)?.conversationId ?? ''
  return { id, ...sandbox.control.addAgent(id, { name, avatar: 'https://example.com/sam.png' }) }
}

/** Until it holds: for what happens on the other side. */
export const until = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 8_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come to hold.')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
