/**
 * What the service tells, made into frames: each thing once, in order, with the comings and goings that it stands for.
 * The protocol tells of no join: an agent is there from the first thing that it does, and gone with the disconnect,
 * which is everyone's.
 */
import * as E from 'fp-ts/Either'
import { defer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Entry, Frame, Member, Party, Reply, Response } from '../../../lib'
import { failure, live, NO_MORE, success } from '../../../lib'
import { inTime } from '../../../lib/refused'
import { fromWire } from './fromWire'
import type { Item, Spoken } from './fromWire'
import type { Search } from './history'
import { inOrder } from './order'

export type Found = E.Either<Response, ReadonlyArray<Spoken>>

export interface Receiver {
  readonly live: (spoken: Spoken) => void
  /**
   * What is new, ascending: from the newest page back to something known, or to the beginning; for an `opening` chat the
   * newest page alone. What comes live waits from then on until `fill`, as it does at first.
   */
  readonly missed: (opening: boolean) => Observable<Found>
  /**
   * Tells what is new of what happened meanwhile, which it answers, then what waited. Of an opening chat, what an earlier
   * page had: who is there, and what was said.
   */
  readonly fill: (past: ReadonlyArray<Spoken>) => ReadonlyArray<Spoken>
  /** The next older page with something new in it: what is live moves the pages, so that they overlap. */
  readonly older: Observable<Answer>
}

/** Pages that a gap may have: a minute's worth, almost. */
const GAP = 8
/** Ms that what is said now waits for what was said before. */
const PATIENCE = 8_000

export const line = (type: 'ParticipantJoined' | 'ParticipantLeft', from: Party, { at, key, original }: Pick<Item, 'at' | 'key' | 'original'>): Entry => ({
  message: { id: `${type}-${from.id ?? from.type}-${key}`, type, text: '', from, timestamp: at },
  original
})

/** `disconnected`: the other side is gone. `readOnly`: for good. */
export const createReceiver = (
  client: Party,
  search: Search,
  tell: (frame: Frame) => void,
  disconnected: (readOnly: boolean) => void,
  scheduler: SchedulerLike
): Receiver => {
  /** Of those that the history has too. */
  const known = new Set<string>()
  let agents: ReadonlyArray<Member> = []
  let held: Spoken[] | undefined = []
  let restoring = false

  const itemsOf = (past: ReadonlyArray<Spoken>): ReadonlyArray<Item> => past.flatMap((spoken) => fromWire(spoken, client, scheduler.now()))
  /** What is new, and known from now on. Typing is no part of the history. */
  const learn = (past: ReadonlyArray<Spoken>): ReadonlyArray<Item> => itemsOf(past).filter(({ key, typing }) => !known.has(key) && (typing ?? known.add(key)))

  /** What it adds to the transcript, comings and goings included. */
  const entriesOf = (item: Item): ReadonlyArray<Entry> => {
    const { at, from, entries, leaves } = item
    const there = agents.filter(({ leftAt }) => leftAt === undefined)
    if (leaves) {
      agents = agents.map((agent) => ({ leftAt: at, ...agent }))
      return (there.length > 0 ? there : [{ from }]).map((agent) => line('ParticipantLeft', agent.from, item))
    }
    if (from.type !== 'Agent' || there.some((agent) => agent.from.id === from.id)) return entries
    agents = [...agents, { from, joinedAt: at }]
    return [line('ParticipantJoined', from, item), ...entries]
  }

  const take = (item: Item): void => {
    const { from, typing, leaves, body, original } = item
    // One event per message, as it came: who joined is told before what they said.
    entriesOf(item).forEach((entry) => tell(live(entry)))
    if (typing) tell({ _tag: 'Typing', from, typing: typing !== 'Off', original })
    if (leaves) disconnected(`${body.metadata?.['readOnly']}` === 'true')
  }
  const inTurn = inOrder(take, scheduler)

  const hear = (spoken: Spoken): void => {
    if (held) held.push(spoken)
    else learn([spoken]).forEach(inTurn)
  }

  return {
    live: hear,
    missed: (opening) => {
      let all: ReadonlyArray<Spoken> = []
      let pages = opening ? 1 : GAP
      held = []
      restoring = opening
      return search(0, (spoken, isLast) => {
        all = [...spoken, ...all]
        pages -= 1
        return pages === 0 || isLast || itemsOf(spoken).some(({ key }) => known.has(key)) ? E.right(all) : undefined
      }).pipe(inTime(PATIENCE, scheduler))
    },
    fill: (past) => {
      const items = learn(past)
      const waited = held ?? []
      held = undefined
      if (restoring) {
        const entries = items.flatMap(entriesOf)
        tell({ _tag: 'Roster', members: [{ from: client, joinedAt: scheduler.now() }, ...agents] })
        tell({ _tag: 'Entries', era: 'restored', entries })
      } else items.forEach(take)
      waited.forEach(hear)
      return items
    },
    older: defer((): Observable<Answer> =>
      search<Reply>(known.size, (spoken, isLast) => {
        const entries = learn(spoken).flatMap((item) => item.entries)
        if (entries.length === 0) return isLast ? E.left(failure(NO_MORE, 'No more messages to fetch.')) : undefined
        tell({ _tag: 'Entries', era: 'older', entries })
        return E.right({ response: success({ count: entries.length }) })
      })
    )
  }
}
