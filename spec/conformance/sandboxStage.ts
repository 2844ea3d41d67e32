/** A stage for any back end of the sandbox: what the neutral control can do, and what a back end has beside it. */
import { memoryStore, nodeEnvironment } from '../../adapters/node'
import type { BackEnd, Environment, Store } from '../../adapters/transports/Environment'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox, SandboxOptions } from '../../sandbox/src/index'
import type { Later, Stage, Subject } from '../../testing'

/** What differs between back ends. Each of the parts is left out where the back end has no such thing. */
export interface OverSandbox {
  readonly name: string
  readonly backEnd: BackEnd
  /** A site's `webchat` section. `url`: the sandbox's origin. */
  readonly config: (url: string) => object
  readonly sandbox?: Partial<SandboxOptions>
  /** Whether it tells an agent who leaves, supervisors, bots and a chat server that is away. */
  readonly tells: { readonly leaving?: boolean; readonly supervisors?: boolean; readonly bots?: boolean; readonly away?: boolean }
  /** What is stored becomes too old. */
  readonly outstay?: (store: Store) => Later<unknown>
  /** Whether files can be sent. */
  readonly files?: boolean
  /** Only what GMS, web messaging or Multicloud CX is asked for. */
  readonly environment?: Partial<Environment>
}

/** The longest that a fault lasts: until it is cleared. */
const LASTING = 600_000

const stageOf = async ({ backEnd, config, sandbox: options, tells, outstay, files, environment }: OverSandbox): Promise<Stage> => {
  const sandbox: Sandbox = await startSandbox({ port: 0, autoAgent: false, ...options })
  const { control } = sandbox
  const store = memoryStore()
  const saved: string[] = []
  const site = config(sandbox.url)
  let agent = ''
  let supervisor = ''
  /** The latest conversation; web messaging has one only from the customer's first words on. */
  const id = (): string => control.conversations().at(-1)?.id ?? ''

  return {
    config: site,
    open: () => {
      const opened = backEnd.open(site, { ...nodeEnvironment({ store }), save: (_, name) => saved.push(name), ...environment })
      if (opened._tag === 'Left') throw new Error(opened.left.join('\n'))
      return opened.right
    },
    heard: () => {
      const { customer, messages, members } = control.conversation(id())
      const customers = new Set(members.filter(({ role }) => role === 'customer').map(({ id: memberId }) => memberId))
      return customer === undefined ? [] : messages.filter(({ kind, memberId }) => kind === 'text' && customers.has(memberId)).map(({ text }) => text)
    },
    server: {
      agentJoins: (name) => {
        agent = control.addAgent(id(), { name }).memberId
      },
      agentSays: (text) => control.sendMessage(id(), agent, text),
      agentTypes: () => control.typing(id(), agent),
      ...(tells.leaving && { agentLeaves: () => control.removeAgent(id(), agent) }),
      ...(tells.supervisors && {
        supervisorJoins: (name: string) => {
          supervisor = control.addSupervisor(id(), { name, supervision: 'bargeIn' }).memberId
        },
        supervisorLeaves: () => control.removeAgent(id(), supervisor)
      }),
      ...(tells.bots && {
        botJoins: (name: string) => control.bot(id(), { name, body: 'I am a bot' }),
        botLeaves: () => control.bot(id(), { body: 'Bye', leave: true })
      }),
      ends: () => control.end(id()),
      forgets: () => control.reset(),
      cut: () => {
        control.fault({ kind: 'refuse', duration: LASTING, http: true })
        control.fault({ kind: 'drop' })
      },
      mend: () => control.clearFaults(),
      ...(tells.away && {
        goesAway: () => control.fault({ kind: 'offline', duration: LASTING }),
        comesBack: () => control.clearFaults()
      })
    },
    ...(outstay && { outstay: () => outstay(store) }),
    ...(files && { file: () => new File(['abc'], 'note.png', { type: 'image/png' }) }),
    saved: () => saved,
    close: sandbox.close
  }
}

/** The back end over a sandbox of its own for each check. */
export const overSandbox = (given: OverSandbox): Subject => ({ name: given.name, stage: () => stageOf(given), patience: 12_000 })
