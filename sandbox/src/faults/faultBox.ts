/** The faults in force: how often and how long each still applies. */
import { randomUUID } from 'node:crypto'
import type { Cancel, Timers } from '../Clock.js'
import type { ActiveFault } from './ActiveFault.js'
import type { Fault, FaultKind } from './Fault.js'

type Of<K extends FaultKind> = Extract<Fault, { readonly kind: K }>

export interface RequestFacts {
  readonly method: string
  readonly path: string
}

export type FaultBox = ReturnType<typeof createFaultBox>

const counted = (fault: Fault): number | undefined => {
  switch (fault.kind) {
    case 'duplicate':
    case 'reorder':
    case 'status':
      return fault.count ?? 1
    case 'slow':
      return fault.count
    case 'drop':
    case 'silence':
    case 'refuse':
    case 'poison':
      return undefined
  }
}

const lasting = (fault: Fault): number | undefined => ('duration' in fault ? fault.duration : undefined)

export const createFaultBox = (timers: Timers) => {
  const active = new Map<string, ActiveFault>()
  const ends = new Map<string, Cancel>()
  const enders = new Set<(id: string) => void>()
  const changed = new Set<() => void>()
  const tell = (): void => changed.forEach((listener) => listener())

  const remove = (id: string): boolean => {
    if (!active.delete(id)) return false
    ends.get(id)?.()
    ends.delete(id)
    enders.forEach((ender) => ender(id))
    tell()
    return true
  }

  const add = (fault: Fault): string => {
    const id = randomUUID()
    const left = counted(fault)
    const duration = lasting(fault)
    active.set(id, { id, fault, ...(left === undefined ? {} : { left }), ...(duration === undefined ? {} : { until: timers.now() + duration }) })
    if (duration !== undefined) ends.set(id, timers.after(duration, () => remove(id)))
    tell()
    return id
  }

  const meets = (fault: Fault, conversationId: string | undefined, request: RequestFacts | undefined): boolean =>
    (fault.conversationId === undefined || fault.conversationId === conversationId || (request?.path.includes(fault.conversationId) ?? false)) &&
    (!('path' in fault) || fault.path === undefined || (request?.path.includes(fault.path) ?? false)) &&
    (!('method' in fault) || fault.method === undefined || request?.method === fault.method)

  /** The first fault of this kind that meets the occasion; one of its times is used up. */
  const take = <K extends FaultKind>(kind: K, conversationId: string | undefined, request?: RequestFacts): Of<K> | undefined => {
    for (const held of active.values()) {
      if (held.fault.kind !== kind || !meets(held.fault, conversationId, request)) continue
      if (held.left === 1) remove(held.id)
      else if (held.left !== undefined) {
        active.set(held.id, { ...held, left: held.left - 1 })
        tell()
      }
      // Its kind was compared two lines above.
      return held.fault as Of<K>
    }
    return undefined
  }

  return {
    add, remove, take,
    list: (): ReadonlyArray<ActiveFault> => [...active.values()],
    clear: (): void => [...active.keys()].forEach(remove),
    onEnd: (ender: (id: string) => void): void => void enders.add(ender),
    onChange: (listener: () => void): (() => void) => {
      changed.add(listener)
      return () => changed.delete(listener)
    }
  }
}
