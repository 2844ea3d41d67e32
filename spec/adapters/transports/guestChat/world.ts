/** A sandbox on a real port, the transport against it, and everything that came of it. For the specs of guest chat. */
import { filter, firstValueFrom, from, takeUntil, timer } from 'rxjs'
import type { Answer, Call, Frame, Inbound, Transport } from '../../../../lib'
import { nodeEnvironment, memoryStore } from '../../../../adapters/node'
import { guestChat } from '../../../../adapters/transports/guestChat'
import type { Environment, Store } from '../../../../adapters/transports/Environment'
import { startSandbox } from '../../../../sandbox/src/index'
import type { Control, SandboxOptions } from '../../../../sandbox/src/index'

export const form = { displayName: 'Sample Guest', more: {} }
export const startCall: Call = { type: 'start', form, userData: {}, interactionData: { routing: { targetAddress: 'Support' } }, options: {} }

export interface Client {
  readonly transport: Transport
  readonly inbound: Inbound[]
  readonly frames: () => ReadonlyArray<Frame>
  readonly answer: (call: Call) => Promise<Answer>
  /** Texts of the lines so far, with joins and leaves as +name and -name. */
  readonly lines: () => ReadonlyArray<string>
  readonly tags: () => ReadonlyArray<string>
}

export const lineOf = (type: string, name: string | undefined, text: string): string =>
  type === 'ParticipantJoined' ? `+${name}` : type === 'ParticipantLeft' ? `-${name}` : text

export const clientOf = (transport: Transport): Client => {
  const inbound: Inbound[] = []
  transport.frames$.subscribe((one) => inbound.push(one))
  const frames = () => inbound.flatMap((one) => (one._tag === 'Right' ? [one.right] : []))
  return {
    transport,
    inbound,
    frames,
    answer: (call) => firstValueFrom(transport.call(call).pipe(filter((given): given is Answer => given._tag !== 'Progress'))),
    lines: () => {
      const ids = new Set<string>()
      return frames().flatMap((frame) =>
        frame._tag === 'Entries'
          ? frame.entries.flatMap(({ message }) => (ids.size < ids.add(message.id).size ? [lineOf(message.type, message.from.name, message.text)] : [`again:${message.text}`]))
          : []
      )
    },
    tags: () => frames().map(({ _tag }) => _tag)
  }
}

export interface World {
  readonly url: string
  readonly control: Control
  readonly store: Store
  /** A transport of its own, as another page would have. */
  readonly client: (transport?: Readonly<Record<string, unknown>>, environment?: Partial<Environment>, config?: Readonly<Record<string, unknown>>) => Client
  /** The only conversation, or the latest. */
  readonly id: () => string
  readonly close: () => Promise<void>
}

export const world = async (options: Partial<SandboxOptions> = {}): Promise<World> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, ...options })
  const store = memoryStore()
  const clients: Client[] = []
  return {
    url: sandbox.url,
    control: sandbox.control,
    store,
    client: (given = {}, environment = {}, config = {}) => {
      const opened = guestChat.open(
        { ...config, transport: { dataURL: sandbox.url, deploymentKey: 'd1', orgGuid: 'o1', ...given } },
        { ...nodeEnvironment({ store }), ...environment }
      )
      if (opened._tag === 'Left') throw new Error(opened.left.join())
      const client = clientOf(opened.right)
      clients.push(client)
      return client
    },
    id: () => sandbox.control.conversations().slice(-1)[0]?.id ?? '',
    close: async () => {
      clients.forEach(({ transport }) => transport.dispose())
      await sandbox.close()
    }
  }
}

/** Resolves when `holds`; rejects with what it last saw. Polls, because what it waits for crosses a real network. */
export const until = async (holds: () => boolean, seen: () => unknown = () => '', within = 5_000): Promise<void> => {
  const late = timer(within)
  const held = await firstValueFrom(from(timer(0, 5)).pipe(filter(holds), takeUntil(late)), { defaultValue: undefined })
  if (held === undefined && !holds()) throw new Error(`did not come about; last seen: ${JSON.stringify(seen())}`)
}
