/** What the service tells, made into frames: each thing once, in order, with the comings and goings that it stands for. */
import { asyncScheduler, Subject } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Entry, Frame, Party } from '../../../lib'
import { frames, meet, recall } from './agents'
import type { Present } from './agents'
import { fromWire } from './fromWire'
import type { Item } from './fromWire'
import type { Past } from './history'
import { inOrder } from './order'

export type Spoken = Past['bodies'][number]

export interface Receiver {
  readonly live: (spoken: Spoken) => void
  /** What comes live waits, until `fill`. */
  readonly hold: () => void
  /** What happened meanwhile: what is new of it, then what waited. */
  readonly fill: (past: ReadonlyArray<Spoken>) => void
  /** What an earlier page had: who is there, and what was said. */
  readonly restored: (past: ReadonlyArray<Spoken>) => ReadonlyArray<Frame>
  /** What is new of a page that is older than everything else. */
  readonly older: (past: ReadonlyArray<Spoken>) => ReadonlyArray<Entry>
  readonly isKnown: (spoken: Spoken) => boolean
  /** How many are known, of those that the history has too. */
  readonly count: () => number
}

interface Ports {
  readonly client: Party
  readonly emit: (frame: Frame) => void
  /** The other side is gone. `readOnly`: for good. */
  readonly disconnected: (readOnly: boolean) => void
  readonly scheduler?: SchedulerLike
}

const lasts = ({ fact }: Item): boolean => fact._tag !== 'Typing'

export const createReceiver = ({ client, emit, disconnected, scheduler = asyncScheduler }: Ports): Receiver => {
  const known = new Set<string>()
  const heard$ = new Subject<{ readonly at: number; readonly items: ReadonlyArray<Item> }>()
  let present: Present = []
  let held: Spoken[] | undefined

  const itemsOf = ({ body, original }: Spoken): ReadonlyArray<Item> => fromWire(body, original, client, scheduler.now())
  const isKnownItem = ({ key }: Item): boolean => known.has(key)
  const isNew = (items: ReadonlyArray<Item>): boolean => items.length > 0 && !items.some((item) => lasts(item) && isKnownItem(item))
  const remember = (items: ReadonlyArray<Item>): void => items.filter(lasts).forEach(({ key }) => known.add(key))

  const tell = (items: ReadonlyArray<Item>): void => {
    if (!isNew(items)) return
    remember(items)
    items.forEach((item) => {
      const { fact } = item
      // The customer's own coming was told when the chat began.
      if (fact._tag === 'Presence' && fact.presence === 'Join') return
      const [next, entries] = meet(present, item)
      present = next
      frames(item, entries).forEach(emit)
      if (fact._tag === 'Presence' && fact.presence === 'Disconnect') disconnected(fact.readOnly)
    })
  }

  heard$.pipe(inOrder(undefined, scheduler)).subscribe(({ items }) => tell(items))

  const live = (spoken: Spoken): void => {
    if (held) return void held.push(spoken)
    const items = itemsOf(spoken)
    const [first] = items
    if (first) heard$.next({ at: first.at, items })
  }

  const unknown = (past: ReadonlyArray<Spoken>): ReadonlyArray<Item> => {
    const fresh = past.map(itemsOf).filter(isNew)
    fresh.forEach(remember)
    return fresh.flat()
  }

  return {
    live,
    hold: () => (held = []),
    fill: (past) => {
      const waited = held ?? []
      held = undefined
      past.forEach((spoken) => tell(itemsOf(spoken)))
      waited.forEach(live)
    },
    restored: (past) => {
      const recalled = recall(unknown(past))
      present = recalled.present
      const began = recalled.entries[0]?.message.timestamp ?? scheduler.now()
      return [
        { _tag: 'Roster', members: [{ from: client, joinedAt: began }, ...recalled.members] },
        { _tag: 'Entries', era: 'restored', entries: recalled.entries }
      ]
    },
    older: (past) => unknown(past).flatMap(({ fact }) => (fact._tag === 'Said' ? fact.entries : [])),
    isKnown: (spoken) => !isNew(itemsOf(spoken)),
    count: () => known.size
  }
}
