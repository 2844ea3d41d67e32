/**
 * What the service tells, made into frames: each thing once, in order, with the comings and goings that it stands for.
 * The protocol tells of no join: an agent is there from the first thing that it does, and gone with the disconnect,
 * which is everyone's.
 */
import type { SchedulerLike } from 'rxjs'
import type { Entry, Frame, Member, Party } from '../../../lib'
import { live } from '../../../lib'
import { fromWire } from './fromWire'
import type { Item, Spoken } from './fromWire'
import { inOrder } from './order'

export type { Spoken } from './fromWire'

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

export const line = (type: 'ParticipantJoined' | 'ParticipantLeft', from: Party, timestamp: number, key: string, original: unknown): Entry => ({
  message: { id: `${type}-${from.id ?? from.type}-${key}`, type, text: '', from, timestamp },
  original
})

/** `disconnected`: the other side is gone. `readOnly`: for good. */
export const createReceiver = (client: Party, tell: (frame: Frame) => void, disconnected: (readOnly: boolean) => void, scheduler: SchedulerLike): Receiver => {
  const known = new Set<string>()
  let agents: ReadonlyArray<Member> = []
  let held: Spoken[] | undefined

  const read = (spoken: Spoken): Item | undefined => {
    const item = fromWire(spoken, client, scheduler.now())
    return item && !known.has(item.key) ? item : undefined
  }
  const remember = ({ key, typing }: Item): void => void (typing === undefined && known.add(key))

  /** What it adds to the transcript, comings and goings included. */
  const entriesOf = ({ at, key, from, entries, presence, original }: Item): ReadonlyArray<Entry> => {
    const there = agents.filter(({ leftAt }) => leftAt === undefined)
    if (presence === 'Disconnect') {
      agents = agents.map((agent) => ({ leftAt: at, ...agent }))
      return (there.length > 0 ? there : [{ from }]).map((agent) => line('ParticipantLeft', agent.from, at, key, original))
    }
    const isNew = !presence && from.type === 'Agent' && !there.some((agent) => agent.from.id === from.id)
    if (isNew) agents = [...agents, { from, joinedAt: at }]
    return isNew || presence === 'Join' ? [line('ParticipantJoined', from, at, key, original), ...entries] : entries
  }

  const unknown = (past: ReadonlyArray<Spoken>): ReadonlyArray<Item> => {
    const items = past.flatMap((spoken) => read(spoken) ?? [])
    items.forEach(remember)
    return items
  }

  const take = (item: Item): void => {
    if (known.has(item.key)) return
    remember(item)
    // The customer's own coming was told when the chat began.
    if (item.presence === 'Join') return
    const { from, typing, original } = item
    // One event per message, as it came: who joined is told before what they said.
    entriesOf(item).forEach((entry) => tell(live(entry)))
    if (typing !== undefined) tell({ _tag: 'Typing', from, typing, original })
    if (item.presence === 'Disconnect') disconnected(item.readOnly)
  }

  const inTurn = inOrder(take, scheduler)

  const hear = (spoken: Spoken): void => {
    const item = read(spoken)
    if (held) held.push(spoken)
    else if (item) inTurn(item)
  }

  return {
    live: hear,
    hold: () => (held = []),
    fill: (past) => {
      const waited = held ?? []
      held = undefined
      past.forEach((spoken) => {
        const item = read(spoken)
        if (item) take(item)
      })
      waited.forEach(hear)
    },
    restored: (past) => {
      const entries = unknown(past).flatMap(entriesOf)
      return [
        { _tag: 'Roster', members: [{ from: client, joinedAt: entries[0]?.message.timestamp ?? scheduler.now() }, ...agents] },
        { _tag: 'Entries', era: 'restored', entries }
      ]
    },
    older: (past) => unknown(past).flatMap(({ entries }) => entries),
    isKnown: (spoken) => !read(spoken),
    count: () => known.size
  }
}
