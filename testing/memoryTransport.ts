/** A transport with no network: what specs, marble tests and examples run on. */
import { Observable, of, Subject } from 'rxjs'
import type { Answer, Call, Capabilities, Frame, Inbound, Progress, Said, Transport } from '../lib'
import { live, noCapabilities, success } from '../lib'

export interface MemoryTransport extends Transport {
  /** What the back end says next. */
  readonly deliver: (frame: Frame) => void
  /** Something that no decoder understood, or that is no inbound unit at all. */
  readonly deliverRaw: (inbound: unknown) => void
  /** Every call so far, in order. */
  readonly calls: ReadonlyArray<Call>
  /** Those of them that are neither answered nor abandoned: empty when nothing leaks. */
  readonly open: () => ReadonlyArray<Call>
}

export type Script = (call: Call) => Observable<Progress | Answer>

/** Everything succeeds at once; there is no session to restore unless the script says so. */
export const agreeable: Script = ({ type }) =>
  type === 'restore'
    ? of({ _tag: 'Left', left: { status: 0, statusText: '', responseText: '', errorReason: 'NoSession' } })
    : of({ _tag: 'Right', right: { response: success({ id: 's1' }), session: { shown: { sessionId: 's1' } } } })

export const memoryTransport = (script: Script = agreeable, capabilities: Partial<Capabilities> = {}): MemoryTransport => {
  const inbound = new Subject<Inbound>()
  const calls: Call[] = []
  const open = new Set<Call>()
  return {
    type: 'memory',
    capabilities: { ...noCapabilities, ...capabilities },
    frames$: inbound.asObservable(),
    call: (call) =>
      new Observable((subscriber) => {
        calls.push(call)
        open.add(call)
        subscriber.add(() => open.delete(call))
        return script(call).subscribe(subscriber)
      }),
    dispose: () => undefined,
    deliver: (frame) => inbound.next({ _tag: 'Right', right: frame }),
    deliverRaw: (given) => inbound.next(given as Inbound), // the point of it
    calls,
    open: () => [...open]
  }
}

let count = 0

/** A message with what a test does not care for filled in. Ids are distinct. */
export const said = (text: string, more: Partial<Said> = {}): Said => ({
  id: `m${(count += 1)}`,
  type: 'Message',
  text,
  from: { id: 'a1', name: 'Ann', type: 'Agent' },
  timestamp: 0,
  ...more
})

export const deliverable = (message: Said): Frame => live({ message, original: { text: message.text } })
