/** The faults in force: how often and how long each still applies. */
import { randomUUID } from 'node:crypto'
import type { Cancel, Timers } from '../Clock.js'
import type { ActiveFault } from './ActiveFault.js'
import type { FaultKind, FullFault } from './Fault.js'

type Of<K extends FaultKind> = Extract<FullFault, { readonly kind: K }>

/** What a fault may meet. */
export interface Occasion {
  /** The conversation it is about, where that is known. */
  readonly conversationId?: string
  /** The request it is, if it is one. `path` is without its query. */
  readonly request?: { readonly method: string; readonly path: string }
}

/** The faults in force, and who wants to know of them. */
export type FaultBox = ReturnType<typeof createFaultBox>

/** How many times the fault applies, where it is counted. */
const timesOf = (fault: FullFault): number | undefined => {
  switch (fault.kind) {
    case 'duplicate':
    case 'reorder':
    case 'status':
    case 'slow':
    case 'cut':
    case 'body':
    case 'offline':
    case 'index':
      return fault.count
    case 'drop':
    case 'silence':
    case 'refuse':
    case 'poison':
      return undefined
  }
}

/** How long the fault applies, in ms, where time ends it. */
const durationOf = (fault: FullFault): number | undefined => ('duration' in fault ? fault.duration : undefined)

/** A fault on one conversation also meets the requests that name it in their path. */
const meetsConversation = (fault: FullFault, { conversationId, request }: Occasion): boolean => {
  if (fault.conversationId === undefined) return true
  if (fault.conversationId === conversationId) return true
  return request !== undefined && request.path.includes(fault.conversationId)
}

const meetsRequest = (fault: FullFault, { request }: Occasion): boolean => {
  if (!('path' in fault || 'method' in fault)) return true
  if (fault.path !== undefined && request?.path.includes(fault.path) !== true) return false
  return fault.method === undefined || fault.method === request?.method
}

/** An empty box. */
export const createFaultBox = (timers: Timers) => {
  const active = new Map<string, ActiveFault>()
  const ends = new Map<string, Cancel>()
  const enders = new Set<(id: string) => void>()
  const changed = new Set<() => void>()
  const tell = (): void => changed.forEach((listener) => listener())

  /** False when there is no such fault. */
  const remove = (id: string): boolean => {
    if (!active.delete(id)) return false
    ends.get(id)?.()
    ends.delete(id)
    enders.forEach((ender) => ender(id))
    tell()
    return true
  }

  /** Returns the fault's id. */
  const add = (fault: FullFault): string => {
    const id = randomUUID()
    const left = timesOf(fault)
    const duration = durationOf(fault)
    active.set(id, { id, fault, since: timers.now(), ...(left === undefined ? {} : { left }), ...(duration === undefined ? {} : { until: timers.now() + duration }) })
    if (duration !== undefined) ends.set(id, timers.after(duration, () => remove(id)))
    tell()
    return id
  }

  const useOnce = (held: ActiveFault): void => {
    if (held.left === undefined) return
    if (held.left === 1) {
      remove(held.id)
      return
    }
    active.set(held.id, { ...held, left: held.left - 1 })
    tell()
  }

  /** The first fault of this kind that meets the occasion; one of its times is used up. */
  const take = <K extends FaultKind>(kind: K, occasion: Occasion): Of<K> | undefined => {
    for (const held of active.values()) {
      if (held.fault.kind !== kind || !meetsConversation(held.fault, occasion) || !meetsRequest(held.fault, occasion)) continue
      useOnce(held)
      // Its kind was compared above.
      return held.fault as Of<K>
    }
    return undefined
  }

  return {
    add, remove, take,
    /** Whether requests (`http`) or new streams that meet the occasion are refused now. */
    refuses: (occasion: Occasion, { http }: { readonly http: boolean }): boolean =>
      [...active.values()].some(({ fault }) => fault.kind === 'refuse' && (fault.http || !http) && meetsConversation(fault, occasion)),
    list: (): ReadonlyArray<ActiveFault> => [...active.values()],
    clear: (): void => {
      for (const id of [...active.keys()]) remove(id)
    },
    /** Tells the id of each fault that is over. */
    onEnd: (ender: (id: string) => void): void => {
      enders.add(ender)
    },
    /** Tells that the list is another. Returns how to stop. */
    onChange: (listener: () => void): (() => void) => {
      changed.add(listener)
      return () => changed.delete(listener)
    }
  }
}
