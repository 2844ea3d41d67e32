/**
 * What the transcripts of GMS and of Multicloud CX v3 are made of: events with an index, a type, a time and a party. Numbers
 * may come as texts, and any field but the type may be missing. Indexes of Multicloud CX v3 are texts, `<ms>-<number>`.
 * Source: GMS Chat API v2, and observed replies.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Malformed, Party, PartyType, SentFile } from '../../../lib'
import { object, optional } from '../../../lib/codecs'
import { isObject, isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import { attempt } from '../../guarded'
import type { Piece } from '../conversation/backfill'
import { read, SaidText } from '../read'

/** One event of the transcript. */
export interface TranscriptEvent extends Piece {
  /** Its index as text; made of what else tells it apart where it has none. */
  readonly id: string
  /** Rises with the transcript; absent on what is not of the transcript itself. See `indexIn`. */
  readonly index: number | undefined
  /** `at` puts events in the order of their indexes, whatever their times say. When it happened, by the server, in ms since the epoch. */
  readonly timestamp: number
  /** The server's word: `Message` (for `Text`, too), `ParticipantJoined`, … */
  readonly kind: string
  readonly from: Party
  readonly text: string
  readonly userData: Data | undefined
  /** Attributes of the event, such as rich content. */
  readonly attributes: Data | undefined
  /** What came beside the text, such as pictures, with addresses that can be used; of Multicloud CX v3. */
  readonly content: ReadonlyArray<unknown> | undefined
  /** The first file of the content. */
  readonly file: SentFile | undefined
  /** Of news of an idle chat: what its reply said of the time that is left. */
  readonly idleTimeCountDown: number | undefined
  /** The server's own object. */
  readonly original: unknown
}

/** Something that could not be understood. */
export interface Unreadable extends Piece {
  readonly id: string
  readonly malformed: Malformed
}

/** What passes through the conversation. */
export type News = TranscriptEvent | Unreadable

/** Whether it could be understood. */
export const isEvent = (news: News): news is TranscriptEvent => 'kind' in news

const Event = object({
  index: t.unknown,
  type: t.string,
  utcTime: t.unknown,
  from: optional(object({ nickname: t.unknown, firstName: t.unknown, participantId: t.unknown, type: t.unknown })),
  text: optional(SaidText),
  url: t.unknown,
  content: t.unknown,
  userData: t.unknown,
  eventAttributes: t.unknown
})
type Event = t.TypeOf<typeof Event>

/** A number, also one that came as text. */
const numberIn = (u: unknown): number | undefined => {
  const number = typeof u === 'string' && /^\d+$/.test(u) ? Number(u) : u
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** More events than in one ms of any chat: their order within it is the server's. */
const PER_MS = 1_000

/** Of Multicloud CX v3: ms since the epoch, and which one of that ms. Source: observed replies. */
const COMPOSED = /^(\d{1,13})-(\d{1,9})$/

/**
 * An index as a number that says what comes before what: a whole number, 0 too, or one that is made of `<ms>-<number>`.
 * Source: observed behaviour of Genesys Widgets 9.
 */
export const indexIn = (u: unknown): number | undefined => {
  const [, ms, place] = typeof u === 'string' ? (COMPOSED.exec(u) ?? []) : []
  const index = ms === undefined || place === undefined ? numberIn(u) : Number(ms) * PER_MS + Math.min(Number(place), PER_MS - 1)
  return index !== undefined && Number.isSafeInteger(index) && index >= 0 ? index : undefined
}

/** An object, also one that came as JSON text. */
const dataIn = (u: unknown): Data | undefined => {
  const data = typeof u === 'string' ? attempt(() => JSON.parse(u) as unknown) : u
  return isPlain(data) ? data : undefined
}

/** What is found by going down these names, of objects or of JSON texts. */
export const within = (u: unknown, ...names: ReadonlyArray<string>): unknown => {
  let found = u
  for (const name of names) {
    const data = dataIn(found)
    if (data === undefined || !Object.hasOwn(data, name)) return undefined
    found = data[name]
  }
  return found
}

const PARTY_TYPES: ReadonlyMap<unknown, PartyType> = new Map<unknown, PartyType>([
  ['Client', 'Client'],
  ['Customer', 'Client'],
  ['Agent', 'Agent'],
  ['Supervisor', 'Supervisor'],
  ['Bot', 'Bot'],
  ['External', 'External']
])

/** A bot comes as any type of party; an attribute says what it is. Source: observed behaviour of Genesys Widgets 9. */
const isBot = (attributes: unknown): boolean => within(attributes, 'GCTI_SYSTEM', 'party-info', 'style') === 'BOT'

/** As a part of a DOM id: without white space. */
const asId = (u: unknown): string | undefined => {
  if (typeof u === 'number' && Number.isFinite(u)) return String(u)
  return typeof u === 'string' && u !== '' ? u.replace(/[^\w-]/g, '_') : undefined
}

const partyOf = ({ from, eventAttributes }: Event): Party => {
  const type = isBot(eventAttributes) ? 'Bot' : (PARTY_TYPES.get(from?.type) ?? 'External')
  const names: ReadonlyArray<unknown> = [from?.nickname, from?.firstName]
  return { id: asId(from?.participantId), name: names.find((name) => typeof name === 'string'), type }
}

/** Of a server that keeps contents apart from their text. */
interface Contents {
  /** The whole address of a content; `undefined`: it may not be used. */
  readonly addressOf: (url: string) => string | undefined
}

/** A content, and the file that it is. Its address becomes a whole one. */
const contentOf = (given: unknown, { addressOf }: Contents): { readonly element: unknown; readonly file: SentFile | undefined } => {
  if (!isPlain(given) || typeof given.url !== 'string') return { element: given, file: undefined }
  const url = addressOf(given.url)
  if (url === undefined) return { element: { ...given, url: undefined }, file: undefined }
  const name = typeof given.name === 'string' && given.name !== '' ? given.name : (given.url.split('/').at(-1) ?? '')
  return { element: { ...given, url }, file: { id: given.url, name, type: typeof given.mime === 'string' ? given.mime : undefined, url } }
}

const contentsOf = (given: unknown, contents: Contents | undefined): Pick<TranscriptEvent, 'content' | 'file'> => {
  if (contents === undefined || !Array.isArray(given) || given.length === 0) return { content: undefined, file: undefined }
  const read = given.map((one: unknown) => contentOf(one, contents))
  return { content: read.map(({ element }) => element), file: read.find(({ file }) => file !== undefined)?.file }
}

/** What it says: of a page that is shown, its address. Source: observed behaviour of Genesys Widgets 9. */
const textOf = ({ type, text, url }: Event): string => {
  if (text !== undefined) return text
  return type === 'PushUrl' && typeof url === 'string' ? url : ''
}

/** Ms since the epoch, of a number or of an ISO 8601 date; `undefined` for anything else. */
const timeIn = (u: unknown): number | undefined => {
  const time = numberIn(u) ?? (typeof u === 'string' ? Date.parse(u) : NaN)
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? time : undefined
}

interface Reading {
  /** When it is, in ms since the epoch on the server's clock: for what came without a time. */
  readonly now: () => number
  /** Something has a time that the server put on it, in ms since the epoch. */
  readonly timed?: (at: number) => void
  /** `idleTimerExpire` of the reply. */
  readonly idle?: unknown
  /** Left out where nothing comes beside texts. */
  readonly contents?: Contents
}

/** Its index as text: that of Multicloud CX v3 as it came, because requests name it. `undefined`: it has none. */
const idOf = (original: unknown): string | undefined => {
  const given: unknown = isObject(original) && 'index' in original ? original.index : undefined
  const index = indexIn(given)
  if (index === undefined) return undefined
  return typeof given === 'string' && COMPOSED.test(given) ? given : String(index)
}

/** What a reply brings, in the order of the transcript. `messages`: whatever stood there. */
export const readEvents = (messages: unknown, { now, timed, idle, contents }: Reading): ReadonlyArray<News> => {
  const given: ReadonlyArray<unknown> = Array.isArray(messages) ? messages : []
  const indexed = given.map((original, place) => ({ original, place, index: isObject(original) && 'index' in original ? indexIn(original.index) : undefined }))
  // What has no index stays behind what it came with.
  let reached = -Infinity
  const placed = indexed.map((one) => {
    reached = one.index ?? reached
    return { ...one, order: reached }
  })
  placed.sort((one, other) => one.order - other.order)

  const counts = new Map<string, number>()
  /** Of what has no index: the same whenever the same comes again. */
  const madeId = (parts: string): string => {
    const count = (counts.get(parts) ?? 0) + 1
    counts.set(parts, count)
    return count === 1 ? parts : `${parts}-${count}`
  }

  let at = -Infinity
  return placed.map(({ original, place, index }): News => {
    const event = read(Event, original, `reply.messages.${place}`)
    if (E.isLeft(event)) {
      at = Math.max(at, now())
      return { id: idOf(original) ?? madeId('unreadable'), at, malformed: event.left }
    }
    const { type, utcTime, userData, eventAttributes } = event.right
    const kind = type === 'Text' ? 'Message' : type
    const from = partyOf(event.right)
    const time = timeIn(utcTime)
    if (time !== undefined) timed?.(time)
    const timestamp = time ?? now()
    at = Math.max(at, timestamp)
    const id = idOf(original) ?? madeId(`${kind.replace(/\W/g, '_')}-${from.id ?? ''}-${time ?? ''}`)
    const { content, file } = contentsOf(event.right.content, contents)
    const idleTimeCountDown = kind === 'IdleAlert' || kind === 'IdleClose' ? numberIn(idle) : undefined
    return { id, index, at, timestamp, kind, from, text: textOf(event.right), userData: dataIn(userData), attributes: dataIn(eventAttributes), content, file, idleTimeCountDown, original }
  })
}

/** The highest index in them; `undefined` when none has one. */
export const highestIndex = (news: ReadonlyArray<News>): number | undefined => {
  let highest: number | undefined
  for (const { id } of news) {
    const index = indexIn(id)
    if (index !== undefined) highest = Math.max(highest ?? index, index)
  }
  return highest
}
