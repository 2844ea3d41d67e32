/** What the wire's units mean, in the core's words. Pure. */
import type { Entry, Frame, Member as Roster, MessageType, Party, PartyType, SessionData } from '../../../lib'
import type { Member } from './codecs'
import { moved } from './presence'
import type { Presence } from './presence'
import { chosen, timeOf } from './Wire'
import type { Line, Moved, Wire } from './Wire'

/** What is known while a unit is read. */
export interface Room {
  /** The guest's own member id. */
  readonly self: string
  readonly members: ReadonlyMap<string, Member>
  /** Tell of bots coming and going. */
  readonly bots: boolean
  /** Ms since the epoch, for what came without a time. */
  readonly now: number
}

const types: Readonly<Record<string, PartyType>> = { CUSTOMER: 'Client', AGENT: 'Agent', WORKFLOW: 'Bot' }

const partyOf = ({ id, role, displayName, avatarImageUrl }: Member, notice = false): Party => ({
  id,
  ...(displayName === undefined ? {} : { name: displayName }),
  // A flow's notices are lines of the system. Source: observed behaviour of Genesys Widgets 9.
  type: role === 'WORKFLOW' && notice ? 'External' : chosen(types, role) ?? 'External',
  ...(avatarImageUrl === undefined ? {} : { avatar: avatarImageUrl })
})

/** Who spoke. Nobody in particular is an outsider; somebody whose record could not be had is taken for an agent. */
const senderOf = ({ members }: Room, { memberId, kind }: Line): Party => {
  const member = memberId === undefined ? undefined : members.get(memberId)
  if (member) return partyOf(member, kind === 'notice')
  return memberId === undefined ? { type: 'External' } : { id: memberId, type: 'Agent' }
}

const entry = (room: Room, id: string, type: MessageType, from: Party, at: number, text: string, original: unknown): Entry => ({
  message: { id, type, text, from, timestamp: Number.isNaN(at) ? room.now : at },
  original
})

/** Whose coming and going is told: never a queue's, a bot's only on request. */
const isTold = ({ bots }: Room, { role }: Member): boolean => role === 'AGENT' || (bots && role === 'WORKFLOW')

const lines: Readonly<Record<string, MessageType>> = { standard: 'Message', notice: 'Notice' }
const moves: Readonly<Record<string, MessageType>> = { 'member-join': 'ParticipantJoined', 'member-leave': 'ParticipantLeft' }

/** A line of the conversation as an entry; nothing for kinds that are not shown. */
const lineOf = (room: Room, unit: Line): ReadonlyArray<Entry> => {
  const type = chosen(lines, unit.kind)
  return type ? [entry(room, unit.id, type, senderOf(room, unit), unit.at, unit.text, unit.original)] : []
}

/** The guest's own coming, told when the chat starts. */
export const ownJoin = (room: Room, original: unknown): ReadonlyArray<Entry> => {
  const self = room.members.get(room.self)
  return self ? [entry(room, `${self.id}-joined`, 'ParticipantJoined', partyOf(self), room.now, '', original)] : []
}

/** What the history tells, in its order: here everybody's coming and going is an entry of its own. */
export const historyEntries = (room: Room, units: ReadonlyArray<Line>): ReadonlyArray<Entry> =>
  units.flatMap((unit) => {
    const type = chosen(moves, unit.kind)
    const member = unit.memberId === undefined ? undefined : room.members.get(unit.memberId)
    if (!type) return lineOf(room, unit)
    return member && (member.role === 'CUSTOMER' || isTold(room, member)) ? [entry(room, unit.id, type, partyOf(member), unit.at, '', unit.original)] : []
  })

/** Who is there and who was, when a session is taken up again. Agents who declined never were. */
export const roster = (room: Room): ReadonlyArray<Roster> =>
  [...room.members.values()]
    .filter((member) => (member.id === room.self || isTold(room, member)) && (member.state === 'CONNECTED' || (member.state === 'DISCONNECTED' && !Number.isNaN(timeOf(member.joinDate)))))
    .map((member) => {
      const joined = timeOf(member.joinDate)
      const left = timeOf(member.leaveDate)
      return {
        from: partyOf(member),
        joinedAt: Number.isNaN(joined) ? room.now : joined,
        ...(member.state === 'DISCONNECTED' ? { leftAt: Number.isNaN(left) ? room.now : left } : {})
      }
    })

const isHere: Readonly<Record<string, boolean>> = { CONNECTED: true, DISCONNECTED: false, 'member-join': true, 'member-leave': false }

/** The member's record as the news of a state that it is. */
export const stateOf = (member: Member): Moved => ({
  _tag: 'Moved',
  memberId: member.id,
  state: member.state ?? '',
  at: timeOf(member.state === 'DISCONNECTED' ? member.leaveDate : member.joinDate),
  original: member
})

/** A live unit: what to tell, and who is there then. `session`: how it is identified from now on. */
export const fromWire = (room: Room, presence: Presence, unit: Wire, session: SessionData): readonly [ReadonlyArray<Frame>, Presence] => {
  const member = unit.memberId === undefined ? undefined : room.members.get(unit.memberId)

  const tell = (entries: ReadonlyArray<Entry>): ReadonlyArray<Frame> =>
    entries.length > 0 ? [{ _tag: 'Entries', era: 'live', entries, session }] : []

  /** Comings and goings, from whichever of a message and a state arrives first. */
  const move = (kind: string, at: number, id?: string): readonly [ReadonlyArray<Frame>, Presence] => {
    const here = chosen(isHere, kind)
    if (here === undefined || !member || !isTold(room, member)) return [[], presence]
    const [next, news] = moved(presence, member.id, here, at)
    const ownId = id ?? `${member.id}-${here ? 'joined' : 'left'}-${Number.isNaN(at) ? room.now : at}`
    return [news ? tell([entry(room, ownId, here ? 'ParticipantJoined' : 'ParticipantLeft', partyOf(member), at, '', unit.original)]) : [], next]
  }

  switch (unit._tag) {
    case 'Typing':
      return [member?.role === 'AGENT' ? [{ _tag: 'Typing', from: partyOf(member), typing: true, original: unit.original }] : [], presence]
    case 'Moved':
      return unit.memberId === room.self ? [unit.state === 'DISCONNECTED' ? [{ _tag: 'Ended' }] : [], presence] : move(unit.state, unit.at)
    case 'Message': {
      if (chosen(moves, unit.kind)) return move(unit.kind, unit.at, unit.id)
      const line = lineOf(room, unit)
      // Somebody who speaks has come, also when the news of it went missing.
      const unannounced = line.length > 0 && member && isTold(room, member) && !presence.has(member.id)
      const [before, next] = unannounced ? move('CONNECTED', unit.at) : [[], presence]
      return [[...before, ...tell(line)], next]
    }
  }
}

