/** Who is in a chat, and what the wire's units mean there, in the core's words. Pure. */
import * as E from 'fp-ts/Either'
import type { Entry, Era, Inbound, Member as Present, MessageType, Party, PartyType } from '../../../lib'
import type { Member } from './codecs'
import { shownOf } from './storage'
import type { Session } from './storage'
import { CONNECTED, DISCONNECTED, isUnit, timeOf, TYPING } from './Unit'
import type { News, Unit } from './Unit'

/** Somebody whose coming and going is told. */
interface Presence {
  readonly isHere: boolean
  /** Since when, in ms since the epoch; `-Infinity` as long as the server has given no time. */
  readonly since: number
}

/** Who is in the chat, as everybody has been told. */
export interface Roster {
  /** By id. Nobody is in it before the first news. */
  readonly presence: ReadonlyMap<string, Presence>
  /** Of the message that came last; empty before the first. */
  readonly lastMessageId: string
}

/** What does not change during a chat. */
export interface Terms {
  readonly session: Session
  /** Tell of bots coming and going. */
  readonly bots: boolean
}

/** Whatever somebody tells, and what is known of who tells it. */
export interface Spoken {
  readonly unit: Unit
  /** `undefined`: it could not be had. */
  readonly record: Member | undefined
}

/** The roster after something has happened, and what is told of it. */
export interface Meaning {
  readonly roster: Roster
  readonly frames: ReadonlyArray<Inbound>
}

const JOINED = 'ParticipantJoined'
const LEFT = 'ParticipantLeft'

const roles = new Map<string, PartyType>([['CUSTOMER', 'Client'], ['AGENT', 'Agent'], ['WORKFLOW', 'Bot']])

const types = new Map<string, MessageType>([
  ['standard', 'Message'],
  ['notice', 'Notice'],
  ['member-join', JOINED],
  [CONNECTED, JOINED],
  ['member-leave', LEFT],
  [DISCONNECTED, LEFT]
])

const nothing: ReadonlyArray<never> = []

/** Before the first news. `lastMessageId`: empty when nothing has been said. */
export const unfilled = (lastMessageId: string): Roster => ({ presence: new Map(), lastMessageId })

/** Whose coming and going is told: never a queue's, a bot's only on request. */
const isTold = ({ bots }: Terms, record: Member | undefined): boolean => record?.role === 'AGENT' || (bots && record?.role === 'WORKFLOW')

/** `kind`: of what they say. A flow's notices are lines of the system. Source: observed behaviour of Genesys Widgets 9. */
const partyOf = ({ id, role, displayName, avatarImageUrl }: Member, kind: string): Party => {
  const isSystem = kind === 'notice' && role === 'WORKFLOW'
  return { id, name: displayName, type: isSystem ? 'External' : (roles.get(role) ?? 'External'), avatar: avatarImageUrl }
}

/** Whose record could not be had is taken for an agent. */
const unknownParty = (memberId: string | undefined): Party => ({ id: memberId, type: memberId === undefined ? 'External' : 'Agent' })

/** The entry of somebody's coming or going. Beside it what some sites read: fields of the member's own record. */
const moveOf = ({ kind, memberId, id, at, original }: Unit, type: MessageType, record: Member): Entry => {
  const message = {
    id: id ?? `${memberId}-${kind}-${at}`,
    type,
    text: '',
    from: partyOf(record, kind),
    timestamp: at,
    displayName: record.displayName,
    role: record.role,
    state: type === JOINED ? CONNECTED : DISCONNECTED
  }
  return { message, original }
}

/** A unit as an entry; nothing for what is not shown. */
export const entryOf = (terms: Terms, { unit, record }: Spoken): Entry | undefined => {
  const { kind, memberId, id, at, text, original } = unit
  const type = types.get(kind)
  if (type === undefined) return undefined
  if (type === JOINED || type === LEFT) {
    if (record === undefined) return undefined
    return record.role === 'CUSTOMER' || isTold(terms, record) ? moveOf(unit, type, record) : undefined
  }
  // A message that says nothing.
  if (text === undefined) return undefined
  const from = record === undefined ? unknownParty(memberId) : partyOf(record, kind)
  return { message: { id: id ?? `${memberId}-${kind}-${at}`, type, text, from, timestamp: at }, original }
}

/** The frame that tells entries. */
export const telling = (era: Era, entries: ReadonlyArray<Entry>, session: Session): Inbound =>
  E.right({ _tag: 'Entries', era, entries, session: { shown: shownOf(session) } })

const liveFrame = ({ session }: Terms, entry: Entry, lastMessageId: string): Inbound =>
  E.right({ _tag: 'Entries', era: 'live', entries: [entry], session: { shown: shownOf(session, lastMessageId) } })

/**
 * Somebody comes or goes. States are repeated whenever an agent switches between chats, a join or leave comes as a message
 * too, and frames arrive twice or swapped: what is older than the latest change is no news. Source: captures of 2022 in
 * Genesys' developer forum.
 */
const moved = (terms: Terms, roster: Roster, { unit, record }: Spoken): Meaning => {
  const { memberId, at, untimed } = unit
  const { presence, lastMessageId } = roster
  if (memberId === undefined || !isTold(terms, record)) return { roster, frames: nothing }
  const before = presence.get(memberId) ?? { isHere: false, since: -Infinity }
  if (!untimed && at < before.since) return { roster, frames: nothing }
  const isHere = types.get(unit.kind) === JOINED
  const now = { isHere, since: untimed ? before.since : at }
  const entry = isHere === before.isHere ? undefined : entryOf(terms, { unit, record })
  return {
    roster: { presence: new Map(presence).set(memberId, now), lastMessageId },
    frames: entry === undefined ? nothing : [liveFrame(terms, entry, lastMessageId)]
  }
}

/** What something live means. */
export const live = (terms: Terms, before: Roster, spoken: Spoken): Meaning => {
  const { unit, record } = spoken
  const { kind, memberId, id, at } = unit
  const roster: Roster = id === undefined ? before : { presence: before.presence, lastMessageId: id }
  if (kind === TYPING) {
    if (record?.role !== 'AGENT') return { roster, frames: nothing }
    const from = partyOf(record, kind)
    return { roster, frames: [E.right({ _tag: 'Typing', from, typing: true, at: unit.untimed ? undefined : at, original: unit.original })] }
  }
  const type = types.get(kind)
  if (type === JOINED || type === LEFT) return moved(terms, roster, spoken)
  const entry = entryOf(terms, spoken)
  if (entry === undefined) return { roster, frames: nothing }
  const frame = liveFrame(terms, entry, roster.lastMessageId)
  if (memberId === undefined || roster.presence.has(memberId) || !isTold(terms, record)) return { roster, frames: [frame] }
  // Somebody who speaks has come, also when the news of it went missing.
  const coming: Unit = { kind: CONNECTED, memberId, at, untimed: unit.untimed, original: unit.original }
  const come = moved(terms, roster, { unit: coming, record })
  return { roster: come.roster, frames: [...come.frames, frame] }
}

/** Somebody who is or was there, by the news of their state. Agents who declined never were. */
const present = (terms: Terms, { member, at }: Unit): ReadonlyArray<Present> => {
  if (member === undefined || !(member.id === terms.session.memberId || isTold(terms, member))) return []
  const joined = timeOf(member.joinDate)
  const from = partyOf(member, '')
  if (member.state === CONNECTED) return [{ from, joinedAt: Number.isNaN(joined) ? at : joined }]
  return member.state === DISCONNECTED && joined > 0 ? [{ from, joinedAt: joined, leftAt: at }] : []
}

/** What a chat that has just been made begins with: the guest comes. */
export const began = (terms: Terms, guest: Spoken): Meaning => {
  const entry = entryOf(terms, guest)
  return { roster: unfilled(terms.session.lastMessageId), frames: entry === undefined ? nothing : [telling('live', [entry], terms.session)] }
}

/** What the first page of history says, and whose records are known. */
interface Past {
  readonly news: ReadonlyArray<News>
  readonly recordOf: (memberId: string | undefined) => Member | undefined
}

/** What a chat that is taken up again begins with: who is and was there, what was said, and what of it could not be read. */
export const restored = (terms: Terms, { news, recordOf }: Past): Meaning => {
  const units = news.filter(isUnit)
  const unreadable = news.flatMap((one) => (isUnit(one) ? [] : [E.left(one.malformed)]))
  const states = units.filter(({ member }) => member !== undefined)
  const messages = units.filter(({ member }) => member === undefined)
  let roster = unfilled(messages.at(-1)?.id ?? terms.session.lastMessageId)
  for (const unit of states) roster = moved(terms, roster, { unit, record: unit.member }).roster
  const members = states.flatMap((unit) => present(terms, unit)).sort((one, other) => one.joinedAt - other.joinedAt)
  const entries = messages.flatMap((unit) => entryOf(terms, { unit, record: recordOf(unit.memberId) }) ?? [])
  return {
    roster,
    frames: [E.right({ _tag: 'Roster', members }), telling('restored', entries, { ...terms.session, lastMessageId: roster.lastMessageId }), ...unreadable]
  }
}
