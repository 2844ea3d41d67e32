/** A transport with no network: what specs, marble tests and examples run on. */
import { Observable, of, Subject } from 'rxjs'
import type { Answer, Call, Capabilities, Frame, Inbound, Progress, Transport } from '../lib'
import { failure, NO_SESSION, noCapabilities, success } from '../lib'

/** What `memoryTransport` gives: a transport, and what a test needs to see and to say. */
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

/** How a back end answers each call. */
export type Script = (call: Call) => Observable<Progress | Answer>

/** Everything succeeds at once; there is no session to restore unless the script says so. */
export const agreeable: Script = ({ type }) =>
  type === 'restore'
    ? of({ _tag: 'Left', left: failure(NO_SESSION, '') })
    : of({ _tag: 'Right', right: { response: success({ id: 's1' }), session: { shown: { sessionId: 's1' } } } })

/** Answers as the script says, and says what it is told to `deliver`. Has no capabilities but those given. */
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
