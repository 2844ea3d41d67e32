/** What a structured message means: what was said, who types, who is gone. Pure. */
import type { Entry, Party, SentFile } from '../../../lib'
import { Text } from '../../../lib/codecs'
import { isPlain } from '../../../lib/data'
import { AttachmentBody, understood } from './codecs'
import type { MessageBody } from './codecs'
import { idOf } from './names'

/** A message, with the service's own object beside it. */
export interface Spoken {
  readonly body: MessageBody
  readonly original: unknown
  /** Of the request whose echo it is, where the service says so. */
  readonly tracingId?: string | undefined
}

/** What a message means. `at`: ms since the epoch, by the service's clock. */
export interface Item extends Spoken {
  /** The same on the socket and in the history. What the history does not have, typing, has none. */
  readonly id?: string
  readonly at: number
  readonly from: Party
  /** What was said, if anything was. */
  readonly entries: ReadonlyArray<Entry>
  /** Whether somebody types; `undefined`: no news of that. */
  readonly typing: boolean | undefined
  /** The other side is gone. */
  readonly leaves: boolean
}

/** What is known beside the message itself. */
export interface Reading {
  /** Who the customer is. */
  readonly client: Party
  /** Its id, for a message that has one. */
  readonly id: string | undefined
  /** When it came, in ms since the epoch: for a message that does not say when it was sent. */
  readonly now: number
}

const nothing: ReadonlyArray<never> = []

/** Where the service does not say who speaks, agents are one agent, as far as anybody can tell. */
const partyOf = ({ direction, channel, originatingEntity }: MessageBody, client: Party): Party => {
  if (direction !== 'Outbound') return client
  const { nickname = '', firstName = '', lastName = '', image } = channel?.from ?? {}
  const type = originatingEntity === 'Bot' ? 'Bot' : 'Agent'
  const name = nickname.trim() || `${firstName} ${lastName}`.trim() || type
  return { id: idOf(name), name, type, avatar: image }
}

/** The fields in which the service's elements show a text, the more telling ones first. */
const CAPTIONS = ['title', 'text', 'description', 'subtitle', 'introduction']
/** How deep a caption is looked for. */
const DEPTH = 8

/** The first text that an element shows, for widgets that know no rich content; empty when there is none. */
const caption = (element: unknown, depth = DEPTH): string => {
  if (depth === 0) return ''
  if (Array.isArray(element)) return firstCaption(element, depth - 1)
  if (!isPlain(element)) return ''
  const own = CAPTIONS.map((name) => element[name]).find(Text.is)
  // What stands in `receivedMessage` is meant to be shown; the rest of a picker or a form is what it offers.
  return own ?? firstCaption([element['receivedMessage'], ...Object.values(element)], depth - 1)
}

const firstCaption = (elements: ReadonlyArray<unknown>, depth: number): string => {
  for (const element of elements) {
    const found = caption(element, depth)
    if (found !== '') return found
  }
  return ''
}

const fileOf = (element: unknown): SentFile | undefined => {
  const attachment = understood(AttachmentBody, element)?.attachment
  if (attachment === undefined) return undefined
  const { id, filename, fileSize, mime, url } = attachment
  return { id, name: filename ?? id, size: fileSize, type: mime, url }
}

/** One entry for the text and what is rich in it, and one for each file. The text stands beside the first file when nothing else does. */
const entriesOf = ({ body, original }: Spoken, { id, at, from }: Pick<Item, 'at' | 'from'> & { readonly id: string }): ReadonlyArray<Entry> => {
  const { content, text = '' } = body
  if (content === undefined || content.length === 0) return text === '' ? nothing : [{ message: { id, type: 'Message', text, from, timestamp: at }, original }]
  const entries: Entry[] = []
  const nextId = (): string => (entries.length === 0 ? id : `${id}-${entries.length}`)
  const files = content.map(fileOf).filter((file) => file !== undefined)
  const rich = content.filter((element) => fileOf(element) === undefined)
  if (rich.length > 0 || (text !== '' && files.length === 0)) {
    // What the customer chose is shown as what the customer said.
    const type = rich.length > 0 && from.type !== 'Client' ? 'Structured' : 'Message'
    entries.push({ message: { id: nextId(), type, text: text || firstCaption(rich, DEPTH), from, timestamp: at, content: rich.length > 0 ? rich : undefined }, original })
  }
  const isTextShown = rich.length > 0
  files.forEach((file, i) => {
    const beside = i === 0 && !isTextShown ? text : ''
    entries.push({ message: { id: nextId(), type: 'FileUploaded', text: beside || file.name, from, timestamp: at, file }, original })
  })
  return entries
}

/** What the first event of a kind says. */
const told = ({ events }: MessageBody, kind: string): string | undefined => {
  for (const event of events ?? nothing) {
    const about = isPlain(event) ? event[kind] : undefined
    const type = isPlain(about) ? about['type'] : undefined
    if (typeof type === 'string') return type
  }
  return undefined
}

/** When it was said, in ms since the epoch, where it says so. */
export const timeOf = ({ channel }: MessageBody): number | undefined => {
  const time = channel?.time === undefined ? NaN : Date.parse(channel.time)
  return Number.isNaN(time) ? undefined : time
}

/** `undefined` when nothing in it matters. */
export const fromWire = (spoken: Spoken, { client, id, now }: Reading): Item | undefined => {
  const { body, original, tracingId } = spoken
  const at = timeOf(body) ?? now
  const from = partyOf(body, client)
  if (body.type === 'Receipt') return undefined
  if (body.type !== 'Event') {
    const key = id ?? `${at}`
    const entries = entriesOf(spoken, { id: key, at, from })
    return entries.length === 0 ? undefined : { id: key, at, from, entries, typing: undefined, leaves: false, body, original, tracingId }
  }
  if (told(body, 'presence') === 'Disconnect') return { id: id ?? `${at}`, at, from, entries: nothing, typing: undefined, leaves: true, body, original, tracingId }
  // Nothing to tell, but what the customer's own announcement is recognised by.
  if (from.type === 'Client' && told(body, 'presence') === 'Join') return { id, at, from, entries: nothing, typing: undefined, leaves: false, body, original, tracingId }
  const typing = told(body, 'typing')
  return typing === undefined ? undefined : { at, from, entries: nothing, typing: typing !== 'Off', leaves: false, body, original, tracingId }
}
