/** A service in any phase, in virtual time, with everything it tells and answers in lists. */
import { VirtualTimeScheduler } from 'rxjs'
import { rejection } from '../../adapters/bus/rejection'
import { createService, success } from '../../lib'
import type { Capabilities, ChatEvent, Either, Progress, Response, Service, ServiceOptions } from '../../lib'
import { agreeable, memoryTransport, replying, silent } from '../../testing'
import type { MemoryTransport, Script } from '../../testing'

export const phases = ['idle', 'starting', 'active', 'restoring', 'ended'] as const
export type Phase = (typeof phases)[number]

export const everything: Capabilities = {
  async: true,
  pagination: true,
  fileUpload: true,
  fileDownload: true,
  fileLimits: true,
  customNotice: true,
  userDataUpdate: true,
  polling: true,
  typingStop: true
}

export interface Given extends Partial<Omit<ServiceOptions, 'transport' | 'scheduler'>> {
  readonly script?: Script
  readonly can?: Partial<Capabilities>
}

export interface Running {
  readonly service: Service
  readonly transport: MemoryTransport
  readonly scheduler: VirtualTimeScheduler
  readonly told: ChatEvent[]
  /** The names of what was told. */
  readonly names: () => ReadonlyArray<string>
  /** Issues a command; its answers come into the list, failures as a bus would tell them. */
  readonly ask: (name: string, options?: unknown) => Told[]
}

export type Told = Progress | Either<string | Response, unknown>

export const running = ({ script, can, ...options }: Given = {}): Running => {
  const scheduler = new VirtualTimeScheduler()
  const transport = memoryTransport(script, can)
  const service = createService({ ...options, transport, scheduler })
  const told: ChatEvent[] = []
  service.event$.subscribe((event) => told.push(event))
  return {
    service,
    transport,
    scheduler,
    told,
    names: () => told.map(({ _tag }) => _tag),
    ask: (name, given) => {
      const answers: Told[] = []
      service.request(name, given).subscribe((answer) =>
        answers.push(answer._tag === 'Left' ? { _tag: 'Left', left: rejection(answer.left, service.compatibility) } : answer)
      )
      return answers
    }
  }
}

/** The calls that bring a service into its phase are answered as `agreeable` does; those after them by the script. */
export const inPhase = (phase: Phase, { script = agreeable, ...given }: Given = {}): Running => {
  let arriving = true
  const way = replying({ ...(phase === 'starting' ? { start: silent } : {}), ...(phase === 'restoring' ? { restore: silent } : {}) })
  const it = running({ ...given, script: (call) => (arriving ? way : script)(call) })
  if (phase !== 'idle') it.ask(phase === 'restoring' ? 'restore' : 'startChat', {})
  if (phase === 'ended') it.ask('endChat')
  arriving = false
  return it
}

export const done = (right: unknown) => ({ _tag: 'Right', right })
export const failed = (left: unknown) => ({ _tag: 'Left', left })

/** What `agreeable` answers. */
export const agreed = success({ id: 's1' })
