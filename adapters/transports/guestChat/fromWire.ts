/** What the wire's units mean, in the core's words. */
import type { Entry, Frame, Member as Present, MessageType, Party, PartyType, SessionData } from '../../../lib'
import type { Member } from './codecs'
import { timeOf, TYPING } from './Unit'
import type { Unit } from './Unit'

/** What is known of a chat while a unit is read. */
export interface Room {
  /** The guest's own member id. */
  readonly self: string
  /** By id; `undefined` for those whose record could not be had. */
  readonly members: ReadonlyMap<string | undefined, Member | undefined>
  /**
   * Who is there, of those whose coming and going is told, and since when, in ms since the epoch. Nobody is in it before
   * the first news. Kept by `fromWire`.
   */
  readonly presence: Map<string, { readonly here: boolean; readonly at: number }>
  /** Tell of bots coming and going. */
  readonly bots: boolean
  /** For what came without a time. */
  readonly clock: { readonly now: () => number }
}

const JOINED = 'ParticipantJoined'
const LEFT = 'ParticipantLeft'

const roles = new Map<string, PartyType>([['CUSTOMER', 'Client'], ['AGENT', 'Agent'], ['WORKFLOW', 'Bot']])

const types = new Map<string, MessageType>([
  ['standard', 'Message'],
  ['notice', 'Notice'],
  ['member-join', JOINED],
  ['CONNECTED', JOINED],
  ['member-leave', LEFT],
  ['DISCONNECTED', LEFT]
])

const partyOf = ({ id, role, displayName: name, avatarImageUrl: avatar }: Member, kind?: string): Party => ({
  id,
  name,
  // A flow's notices are lines of the system. Source: observed behaviour of Genesys Widgets 9.
  type: (role === 'WORKFLOW' && kind === 'notice' ? undefined : roles.get(role)) ?? 'External',
  avatar
})

/** Whose coming and going is told: never a queue's, a bot's only on request. */
const isTold = ({ bots }: Room, member: Member | undefined): boolean => member?.role === 'AGENT' || (bots && member?.role === 'WORKFLOW')

/** A unit as an entry; nothing for kinds that are not shown. Whose record could not be had is taken for an agent. */
export const entryOf = (room: Room, { kind, memberId, at, id, text = '', original }: Unit): ReadonlyArray<Entry> => {
  const type = types.get(kind)
  const moves = type === JOINED || type === LEFT
  const member = room.members.get(memberId)
  if (!type || (moves && member?.role !== 'CUSTOMER' && !isTold(room, member))) return []
  const from: Party = member ? partyOf(member, kind) : { id: memberId, type: memberId ? 'Agent' : 'External' }
  const timestamp = at || room.clock.now()
  return [{ message: { id: id ?? `${memberId}-${kind}-${timestamp}`, type, text: moves ? '' : text, from, timestamp }, original }]
}

/** Who is there and who was, when a session is taken up again. Agents who declined never were. */
export const roster = (room: Room): ReadonlyArray<Present> =>
  [...room.members.values()].flatMap((member) => {
    const joined = timeOf(member?.joinDate)
    const left = member?.state === 'DISCONNECTED'
    const was = left ? joined > 0 : member?.state === 'CONNECTED'
    return member && was && (member.id === room.self || isTold(room, member))
      ? [{ from: partyOf(member), joinedAt: joined || room.clock.now(), leftAt: left ? timeOf(member.leaveDate) || room.clock.now() : undefined }]
      : []
  })

/** The member's record as the news of a state that it is. */
export const stateOf = (member: Member): Unit => ({
  kind: member.state ?? '',
  memberId: member.id,
  at: timeOf(member.state === 'DISCONNECTED' ? member.leaveDate : member.joinDate),
  original: member
})

/** The guest has left, or was made to: the chat is over. */
export const isEnd = ({ self }: Room, { kind, memberId }: Unit): boolean => kind === 'DISCONNECTED' && memberId === self

/**
 * Notes who is there; whether that is news. States are repeated whenever an agent switches between chats, a join or
 * leave comes as a message too, and frames arrive twice or swapped: what is older than the latest change is no news.
 * Source: captures of 2022 in Genesys' developer forum.
 */
const isNews = ({ presence }: Room, id: string, here: boolean, at: number): boolean => {
  const before = presence.get(id) ?? { here: false, at: -Infinity }
  if (at < before.at) return false
  presence.set(id, { here, at: at > before.at ? at : before.at })
  return before.here !== here
}

/** What a live unit tells. `session`: how it is identified from now on. */
export const fromWire = (room: Room, unit: Unit, session: SessionData): ReadonlyArray<Frame> => {
  const { memberId = '', at, original } = unit
  const member = room.members.get(memberId)
  if (isEnd(room, unit)) return [{ _tag: 'Ended' }]
  if (unit.kind === TYPING) return member?.role === 'AGENT' ? [{ _tag: 'Typing', from: partyOf(member), typing: true, original }] : []

  return entryOf(room, unit).flatMap((entry): ReadonlyArray<Frame> => {
    const { type } = entry.message
    const frame: Frame = { _tag: 'Entries', era: 'live', entries: [entry], session }
    const told = isTold(room, member)
    if (type === JOINED || type === LEFT) return told && isNews(room, memberId, type === JOINED, at) ? [frame] : []
    // Somebody who speaks has come, also when the news of it went missing.
    return told && !room.presence.has(memberId) ? [...fromWire(room, { ...unit, kind: 'CONNECTED', id: undefined }, session), frame] : [frame]
  })
}
