/**
 * Who is there, and what they do, made into frames. The protocol tells of no join: an agent is there from the first thing
 * that the agent does, and gone with the disconnect, which is everyone's. Pure: one step for each thing that is told.
 */
import { live } from '../../../lib'
import type { Entry, Frame, Member, Party } from '../../../lib'
import type { Told } from '../conversation/Conversation'
import type { Item } from './fromWire'

/** An agent. `wroteAt`: when the latest message was written, in ms since the epoch. */
interface Agent extends Member {
  readonly wroteAt: number
}

export interface Room {
  /** Those who came, in that order; who came again is there again. */
  readonly agents: ReadonlyArray<Agent>
  /** What is told now. */
  readonly told: Told<Item>
  readonly frames: ReadonlyArray<Frame>
}

const nothing: ReadonlyArray<never> = []

export const emptyRoom: Room = { agents: nothing, told: { _tag: 'Lost' }, frames: nothing }

/** Somebody comes or goes. `key`: tells it from other times. */
export const line = (type: 'ParticipantJoined' | 'ParticipantLeft', from: Party, how: { readonly at: number; readonly key: string; readonly original: unknown }): Entry => ({
  message: { id: `${type}-${from.id ?? from.type}-${how.key}`, type, text: '', from, timestamp: how.at },
  original: how.original
})

const keyOf = ({ id, at }: Item): string => id ?? `${at}`

/** Everyone who is there goes. A disconnect without anybody is that of whoever it is from. */
const leaving = (agents: ReadonlyArray<Agent>, item: Item): ReadonlyArray<Entry> => {
  const { at, from, original } = item
  const there = agents.filter(({ leftAt }) => leftAt === undefined)
  const going = there.length > 0 ? there.map((agent) => agent.from) : [from]
  return going.map((party) => line('ParticipantLeft', party, { at, key: keyOf(item), original }))
}

/** Whoever has left was there still when something was said that only comes now. */
const isThere = ({ agents }: Room, { at, from }: Item): boolean =>
  agents.some((agent) => agent.from.id === from.id && (agent.leftAt === undefined || at < agent.leftAt))

/** Typing news that is older than the same agent's latest message is none. */
const isLate = ({ agents }: Room, { at, from }: Item): boolean => agents.some((agent) => agent.from.id === from.id && at <= agent.wroteAt)

/** Who is there after it. */
const after = (room: Room, item: Item): ReadonlyArray<Agent> => {
  const { agents } = room
  const { at, from, entries, leaves, typing } = item
  if (leaves) return agents.map((agent) => (agent.leftAt === undefined ? { ...agent, leftAt: at } : agent))
  if (from.type !== 'Agent' || (typing !== undefined && isLate(room, item))) return agents
  const wrote = entries.length > 0 ? at : -Infinity
  if (!isThere(room, item)) return [...agents, { from, joinedAt: at, wroteAt: wrote }]
  if (entries.length === 0) return agents
  return agents.map((agent) => {
    if (agent.leftAt !== undefined || agent.from.id !== from.id || agent.wroteAt >= at) return agent
    return { from: agent.from, joinedAt: agent.joinedAt, wroteAt: at }
  })
}

/** What it adds to the transcript, comings and goings included. */
const entriesOf = (room: Room, item: Item): ReadonlyArray<Entry> => {
  const { at, from, entries, leaves, typing, original } = item
  if (leaves) return leaving(room.agents, item)
  const comes = from.type === 'Agent' && !isThere(room, item) && (typing === undefined || !isLate(room, item))
  return comes ? [line('ParticipantJoined', from, { at, key: keyOf(item), original }), ...entries] : entries
}

/** Live: one frame for each message, so that who joined is told before what they said. The customer's own typing is no news. */
const passing = (room: Room, told: Extract<Told<Item>, { readonly _tag: 'Pass' }>): Room => {
  const { item } = told
  const { from, at, typing, original } = item
  const frames = entriesOf(room, item).map((entry) => live(entry))
  if (typing !== undefined && from.type !== 'Client' && !isLate(room, item)) frames.push({ _tag: 'Typing', from, typing, at, original })
  return { agents: after(room, item), told, frames }
}

/** `client`: who the customer is, and since when there, in ms since the epoch. */
const entered = (told: Extract<Told<Item>, { readonly _tag: 'Entered' }>, client: Member): Room => {
  let room: Room = { agents: nothing, told, frames: nothing }
  const entries: Entry[] = []
  for (const item of told.items) {
    entries.push(...entriesOf(room, item))
    room = { agents: after(room, item), told, frames: nothing }
  }
  const members = [client, ...room.agents.map(({ from, joinedAt, leftAt }) => ({ from, joinedAt, leftAt }))]
  return { agents: room.agents, told, frames: [{ _tag: 'Roster', members }, { _tag: 'Entries', era: 'restored', entries }] }
}

export interface Customer {
  readonly party: Party
  /** The present, in ms since the epoch. */
  readonly now: () => number
}

/** One step, for `scan`. */
export const attend =
  ({ party, now }: Customer) =>
  (room: Room, told: Told<Item>): Room => {
    switch (told._tag) {
      case 'Pass':
        return passing(room, told)
      case 'Entered':
        return entered(told, { from: party, joinedAt: now() })
      case 'Lost':
      case 'Regained':
        return { agents: room.agents, told, frames: [{ _tag: told._tag }] }
      case 'Missed':
      case 'Over':
        return { agents: room.agents, told, frames: nothing }
    }
  }
