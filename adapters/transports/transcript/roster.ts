/** Who is in a chat, and what the events of its transcript mean there, in the core's words. Pure. */
import * as E from 'fp-ts/Either'
import type { Entry, Inbound, Member, MessageType, Party, SessionData } from '../../../lib'
import type { Data } from '../../../lib/data'
import { isEvent, within } from './TranscriptEvent'
import type { News, TranscriptEvent } from './TranscriptEvent'

/** What is known of those who take part. */
export interface Roster {
  /** Who is there, by id; under the name where the server gave no id. */
  readonly present: ReadonlyMap<string, Party>
  /** Index and time of the latest news of typing: what comes again is none. */
  readonly typing: { readonly index: number; readonly at: number }
}

/** The roster after something has happened, and what is told of it. */
export interface Meaning {
  readonly roster: Roster
  readonly frames: ReadonlyArray<Inbound>
}

/** Before anybody has come. */
export const nobody: Roster = { present: new Map(), typing: { index: -1, at: -Infinity } }

const JOINED = 'ParticipantJoined'
const LEFT = 'ParticipantLeft'

/** What becomes an entry. Types that are not heard of yet mean nothing. Source: GMS Chat API v2, and observed replies. */
const entryTypes: ReadonlyMap<string, MessageType> = new Map<string, MessageType>([
  ['Message', 'Message'],
  ['Text', 'Message'],
  [JOINED, JOINED],
  [LEFT, LEFT],
  ['PushUrl', 'PushUrl'],
  ['Notice', 'Notice'],
  ['CustomNotice', 'CustomNotice'],
  ['FileUploaded', 'FileUploaded'],
  ['FileDeleted', 'FileDeleted'],
  ['NicknameUpdated', 'NicknameUpdated'],
  ['ExternalContent', 'ExternalContent'],
  ['IdleAlert', 'IdleAlert'],
  ['IdleClose', 'IdleClose'],
  ['Structured', 'Structured']
])

const nothing: ReadonlyArray<never> = []

const keyOf = ({ id, name }: Party): string => id ?? name ?? ''

const asText = (u: unknown): string | undefined => (typeof u === 'string' || typeof u === 'number' ? String(u) : undefined)

/** Source of the keys: GMS Chat API v2. All values are texts. */
const fileOf = (userData: Data): { readonly id: string; readonly name: string; readonly size: number | undefined } | undefined => {
  const id = asText(userData['file-id'])
  if (id === undefined) return undefined
  const size = Number(userData['file-size'] ?? NaN)
  return { id, name: asText(userData['file-name']) ?? id, size: Number.isFinite(size) ? size : undefined }
}

/** Rich content, and the text that stands for it. Source: observed behaviour of Genesys Widgets 9. */
const richContentOf = ({ attributes }: TranscriptEvent): unknown => within(attributes, 'structured-content', 'genesys-chat', 'content')

/** An event as an entry; nothing for what is not shown. Further fields by the names that sites know from Genesys Widgets 9. */
export const entryOf = (event: TranscriptEvent): Entry | undefined => {
  const type = entryTypes.get(event.kind)
  if (type === undefined) return undefined
  const { id, from, timestamp, userData, idleTimeCountDown, original } = event
  const rich = richContentOf(event)
  const richText = within(rich, 'text')
  const message = {
    id,
    type,
    text: typeof richText === 'string' ? richText : event.text,
    from,
    timestamp,
    content: rich === undefined ? event.content : [rich],
    file: type === 'FileUploaded' && userData !== undefined ? fileOf(userData) : event.file,
    userData,
    fileDetails: type === 'FileUploaded' ? userData : undefined,
    idleTimeCountDown
  }
  return { message, original }
}

const liveFrame = (entry: Entry): Inbound => E.right({ _tag: 'Entries', era: 'live', entries: [entry] })

const withParty = ({ present, typing }: Roster, party: Party): Roster => ({ present: new Map(present).set(keyOf(party), party), typing })

const withoutParty = ({ present, typing }: Roster, party: Party): Roster => {
  const others = new Map(present)
  others.delete(keyOf(party))
  return { present: others, typing }
}

/** News of typing: of those who serve the customer, and each once. */
const typed = (roster: Roster, event: TranscriptEvent): Meaning => {
  const { index, timestamp: at, from, original } = event
  const { typing: latest, present } = roster
  const isNews = index === undefined ? at > latest.at : index > latest.index
  if (!isNews) return { roster, frames: nothing }
  const typing = { index: index ?? latest.index, at: Math.max(latest.at, at) }
  const isServing = from.type === 'Agent' || from.type === 'Supervisor'
  if (!isServing) return { roster: { present, typing }, frames: nothing }
  return { roster: { present, typing }, frames: [E.right({ _tag: 'Typing', from, typing: event.kind === 'TypingStarted', at, original })] }
}

/** Whether somebody serves the customer who has not come: the news of it went missing. */
const isUnannounced = ({ present }: Roster, { kind, from }: TranscriptEvent): boolean =>
  kind === 'Message' && (from.type === 'Agent' || from.type === 'Supervisor') && !present.has(keyOf(from))

/** The coming of somebody who speaks. */
const comingOf = ({ id, from, timestamp, original }: TranscriptEvent): Entry => ({
  message: { id: `${id}-joined`, type: JOINED, text: '', from, timestamp },
  original
})

/** The roster after an event that is no typing. */
const after = (roster: Roster, { kind, from }: TranscriptEvent): Roster => {
  if (kind === JOINED) return withParty(roster, from)
  if (kind === LEFT) return withoutParty(roster, from)
  return kind === 'NicknameUpdated' && roster.present.has(keyOf(from)) ? withParty(roster, from) : roster
}

/** What something live means. */
export const live = (roster: Roster, news: News): Meaning => {
  if (!isEvent(news)) return { roster, frames: [E.left(news.malformed)] }
  if (news.kind === 'TypingStarted' || news.kind === 'TypingStopped') return typed(roster, news)
  const entry = entryOf(news)
  if (entry === undefined) return { roster, frames: nothing }
  if (isUnannounced(roster, news)) return { roster: withParty(roster, news.from), frames: [liveFrame(comingOf(news)), liveFrame(entry)] }
  return { roster: after(roster, news), frames: [liveFrame(entry)] }
}

/** When somebody came, and when they left, in ms since the epoch. */
const membersIn = (events: ReadonlyArray<TranscriptEvent>): ReadonlyArray<Member> => {
  const members = new Map<string, Member>()
  for (const { kind, from, timestamp } of events) {
    const key = keyOf(from)
    const known = members.get(key)
    if (kind === JOINED) members.set(key, { from, joinedAt: timestamp })
    if (kind === LEFT && known !== undefined) members.set(key, { from: known.from, joinedAt: known.joinedAt, leftAt: timestamp })
    if (kind === 'NicknameUpdated' && known !== undefined) members.set(key, { ...known, from })
    const isServing = from.type === 'Agent' || from.type === 'Supervisor'
    if (kind === 'Message' && isServing && known === undefined) members.set(key, { from, joinedAt: timestamp })
  }
  // Of the customer and of bots only those who are there: they are told of, not listed.
  return [...members.values()].filter(({ from: { type }, leftAt }) => leftAt === undefined || type === 'Agent' || type === 'Supervisor')
}

/** What a chat that is taken up again begins with: who is and was there, and what was said. `session`: what identifies it. */
export const restored = (news: ReadonlyArray<News>, session: SessionData): Meaning => {
  const events = news.filter(isEvent)
  const members = membersIn(events)
  const entries = events.flatMap((event) => entryOf(event) ?? [])
  const highest = events.reduce((index, one) => Math.max(index, one.index ?? -1), -1)
  const latest = events.reduce((at, one) => Math.max(at, one.timestamp), -Infinity)
  const present = new Map(members.filter(({ leftAt }) => leftAt === undefined).map(({ from }) => [keyOf(from), from]))
  const unreadable = news.flatMap((one) => (isEvent(one) ? [] : [E.left(one.malformed)]))
  return {
    roster: { present, typing: { index: highest, at: latest } },
    frames: [E.right({ _tag: 'Roster', members }), E.right({ _tag: 'Entries', era: 'restored', entries, session }), ...unreadable]
  }
}
