/**
 * What a tab has told its core of the session that all tabs share: from it another tab is brought to the same point, and
 * what a new connection brings back is compared with it. Pure; a message costs the same however many there are.
 */
import * as E from 'fp-ts/Either'
import type { Capabilities, Entry, Frame, Inbound, Member, Party, Said, SessionData } from '../../lib'
import { copyJson } from '../../lib/data'

/** The entries, the latest first. `isOlder`: it came from a page of history, and stands before all that came earlier. */
export interface Link {
  readonly entry: Entry
  readonly isOlder: boolean
  readonly before: Link | undefined
}

/** What has been told at one time. Never changed: the next one is another object. */
export interface Mirror {
  readonly session: SessionData | undefined
  /** What has changed of them since the tab was opened. */
  readonly capabilities: Partial<Capabilities>
  readonly isLost: boolean
  /** Who is and was there, by `keyOf`, in the order of their coming. */
  readonly members: ReadonlyMap<string, Member>
  readonly last: Link | undefined
}

type Entries = Extract<Frame, { readonly _tag: 'Entries' }>
type Roster = Extract<Frame, { readonly _tag: 'Roster' }>

/** Before anything has been told of a session. */
export const mirrorOf = (session: SessionData | undefined): Mirror => ({ session, capabilities: {}, isLost: false, members: new Map(), last: undefined })

/** The customer is one, whatever their name. */
const keyOf = ({ id, name = '', type }: Party): string => {
  if (type === 'Client') return type
  return id ?? `${type} ${name}`
}

const isHere = ({ members }: Pick<Mirror, 'members'>, from: Party): boolean => {
  const member = members.get(keyOf(from))
  return member !== undefined && member.leftAt === undefined
}

const isMove = ({ type }: Said): boolean => type === 'ParticipantJoined' || type === 'ParticipantLeft'

const membersAfter = (members: Mirror['members'], said: Said): Mirror['members'] => {
  if (!isMove(said)) return members
  const { from, timestamp } = said
  const key = keyOf(from)
  if (said.type === 'ParticipantJoined') return isHere({ members }, from) ? members : new Map(members).set(key, { from, joinedAt: timestamp })
  const member = members.get(key)
  return member === undefined ? members : new Map(members).set(key, { from: member.from, joinedAt: member.joinedAt, leftAt: timestamp })
}

/** Copies are kept: who is told of a message may change it. */
const withEntries = (mirror: Mirror, { era, entries, unseen = [], session }: Entries): Mirror => {
  let { members, last } = mirror
  const isOlder = era === 'older'
  // Of a page, the latest entry is put down first: it stands nearest to what is known.
  const inOrder = isOlder ? [...entries].reverse() : entries
  for (const entry of inOrder) {
    last = { entry: copyJson(entry), isOlder, before: last }
    if (era === 'live') members = membersAfter(members, entry.message)
  }
  for (const said of unseen) members = membersAfter(members, said)
  return { session: session ?? mirror.session, capabilities: mirror.capabilities, isLost: mirror.isLost, members, last }
}

/** After something has been told. */
export const mirrored = (mirror: Mirror, inbound: Inbound): Mirror => {
  if (E.isLeft(inbound)) return mirror
  const frame = inbound.right
  switch (frame._tag) {
    case 'Entries':
      return withEntries(mirror, frame)
    case 'Roster':
      return { ...mirror, members: new Map([...mirror.members, ...frame.members.map((member) => [keyOf(member.from), member] as const)]) }
    case 'Lost':
      return { ...mirror, isLost: true }
    case 'Regained':
      return { ...mirror, isLost: false }
    case 'Changed':
      return { ...mirror, capabilities: { ...mirror.capabilities, ...frame.capabilities }, session: frame.session ?? mirror.session }
    case 'Typing':
    case 'Ended':
    case 'Failed':
    case 'Signal':
      return mirror
  }
}

/** Everything that was said, in the order of the conversation, each entry once. */
const entriesIn = (mirror: Mirror): ReadonlyArray<Entry> => {
  const older: Entry[] = []
  const later: Entry[] = []
  for (let link = mirror.last; link !== undefined; link = link.before) (link.isOlder ? older : later).push(link.entry)
  const seen = new Set<string>()
  return [...older, ...later.reverse()].filter(({ message: { id } }) => {
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

/** What brings another tab to the same point: what a restore on a new page would tell. */
export const framesOf = (mirror: Mirror): ReadonlyArray<Inbound> => {
  const { members, capabilities, isLost } = mirror
  const frames: Frame[] = [
    { _tag: 'Roster', members: [...members.values()] },
    { _tag: 'Entries', era: 'restored', entries: entriesIn(mirror), session: mirror.session },
    { _tag: 'Changed', capabilities }
  ]
  if (isLost) frames.push({ _tag: 'Lost' })
  return frames.map((frame) => E.right(frame))
}

/** What of a page of history is new here, and whether something may be missing before it. */
export interface News {
  readonly entries: ReadonlyArray<Entry>
  /** When the latest of what is known was said, in ms since the epoch, if the page does not reach back so far. */
  readonly missingSince: number | undefined
}

/**
 * What a new connection has brought back, compared with what is known. Messages are told apart by their ids. Comings and
 * goings have other ids in the history than live: what makes no difference to who is there is known.
 */
export const newsIn = (mirror: Mirror, page: ReadonlyArray<Entry>): News => {
  const known = new Map(entriesIn(mirror).map(({ message }) => [message.id, message]))
  const isKnown = ({ message: { id } }: Entry): boolean => known.has(id)
  const first = page.findIndex(isKnown)
  const last = page.map(isKnown).lastIndexOf(true)
  let { members } = mirror
  const entries = page.filter((entry, i) => {
    const { message } = entry
    if (i < first || isKnown(entry)) return false
    if (!isMove(message)) return true
    if (i < last || message.from.type === 'Client') return false
    if (isHere({ members }, message.from) === (message.type === 'ParticipantJoined')) return false
    members = membersAfter(members, message)
    return true
  })
  const said = [...known.values()].filter((message) => !isMove(message))
  const isTornOff = first < 0 && page.length > 0 && said.length > 0
  return { entries, missingSince: isTornOff ? Math.max(...said.map(({ timestamp }) => timestamp)) : undefined }
}

/** Who is there by the back end, as far as that is new here: those who came, and those who went, with no line for it. */
export const movesIn = (mirror: Mirror, { members }: Roster): ReadonlyArray<Frame> => {
  const others = members.filter(({ from }) => from.type !== 'Client')
  const came = others.filter(({ from, leftAt }) => leftAt === undefined && !isHere(mirror, from))
  const gone = others.flatMap(({ from, leftAt }): ReadonlyArray<Said> => {
    if (leftAt === undefined || !isHere(mirror, from)) return []
    return [{ id: `left-${keyOf(from)}-${leftAt}`, type: 'ParticipantLeft', text: '', from, timestamp: leftAt }]
  })
  const frames: Frame[] = []
  if (gone.length > 0) frames.push({ _tag: 'Entries', era: 'live', entries: [], unseen: gone })
  if (came.length > 0) frames.push({ _tag: 'Roster', members: came })
  return frames
}

/** Ids of what the customer has said in these words since `mark`, the oldest first. */
export const saidSince = (mirror: Mirror, { text, mark }: { readonly text: string; readonly mark: Link | undefined }): ReadonlyArray<string> => {
  const ids: string[] = []
  for (let link = mirror.last; link !== undefined && link !== mark; link = link.before) {
    const { message } = link.entry
    if (message.from.type === 'Client' && !isMove(message) && message.text === text) ids.unshift(message.id)
  }
  return ids
}

/** Whether these frames tell something that is known: then they are of the same session. */
export const isOf = (mirror: Mirror, frames: ReadonlyArray<Inbound>): boolean => {
  const known = new Set(entriesIn(mirror).map(({ message }) => message.id))
  return frames.some((inbound) => E.isRight(inbound) && inbound.right._tag === 'Entries' && inbound.right.entries.some(({ message }) => known.has(message.id)))
}

/** The entry of this id, if it is known. */
export const entryWith = (mirror: Mirror, id: string): Entry | undefined => {
  for (let link = mirror.last; link !== undefined; link = link.before) if (link.entry.message.id === id) return link.entry
  return undefined
}
