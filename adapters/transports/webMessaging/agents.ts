/**
 * Who is there. The protocol tells of no join: an agent is there from the first thing that it does, and gone with the
 * disconnect, which is everyone's. Derived, and once each. Pure.
 */
import type { Entry, Frame, Member, Party } from '../../../lib'
import { live } from '../../../lib'
import type { Item } from './fromWire'

/** Agents that are there now. */
export type Present = ReadonlyArray<Party>

const sameParty = (a: Party, b: Party): boolean => a.type === b.type && a.id === b.id

const line = (type: 'ParticipantJoined' | 'ParticipantLeft', from: Party, { at, key, original }: Item): Entry => ({
  message: { id: `${type}-${from.id ?? from.type}-${key}`, type, text: '', from, timestamp: at },
  original
})

/** Who is there after this, and the entries that it stands for, comings and goings included. */
export const meet = (present: Present, item: Item): readonly [Present, ReadonlyArray<Entry>] => {
  const { fact, from } = item
  const isNew = from.type === 'Agent' && !present.some((agent) => sameParty(agent, from))
  switch (fact._tag) {
    case 'Said':
    case 'Typing': {
      const said = fact._tag === 'Said' ? fact.entries : []
      return isNew ? [[...present, from], [line('ParticipantJoined', from, item), ...said]] : [present, said]
    }
    case 'Presence': {
      if (fact.presence === 'Join') return [present, [line('ParticipantJoined', from, item)]]
      if (fact.presence !== 'Disconnect') return [present, []]
      const leaving = present.length > 0 ? present : [from]
      return [[], leaving.map((agent) => line('ParticipantLeft', agent, item))]
    }
  }
}

/** The customer's own coming, which the service tells of only when asked. */
export const joined = (from: Party, timestamp: number, original: unknown): Frame =>
  live({ message: { id: `joined-${timestamp}`, type: 'ParticipantJoined', text: '', from, timestamp }, original })

/** A live item in the core's words: comings before what was said, typing last. */
export const frames = (item: Item, entries: ReadonlyArray<Entry>): ReadonlyArray<Frame> => [
  // One event per message, as it came: who joined is told before what they said.
  ...entries.map((entry) => live(entry)),
  ...(item.fact._tag === 'Typing' ? [{ _tag: 'Typing', from: item.from, typing: item.fact.typing, original: item.original } as const] : [])
]

export interface Recalled {
  readonly present: Present
  readonly members: ReadonlyArray<Member>
  readonly entries: ReadonlyArray<Entry>
}

/** What a page of history, ascending, tells of who came and went. */
export const recall = (items: ReadonlyArray<Item>): Recalled =>
  items.reduce<Recalled>(
    ({ present, members, entries }, item) => {
      const [next, lines] = meet(present, item)
      const came = next.filter((agent) => !present.includes(agent))
      const went = present.filter((agent) => !next.includes(agent))
      return {
        present: next,
        entries: [...entries, ...lines],
        members: [
          ...members.map((member) => (member.leftAt === undefined && went.includes(member.from) ? { ...member, leftAt: item.at } : member)),
          ...came.map((from) => ({ from, joinedAt: item.at }))
        ]
      }
    },
    { present: [], members: [], entries: [] }
  )
