/** What a structured message means: what was said, who types, who came or went. Pure. */
import * as t from 'io-ts'
import type { Entry, Party } from '../../../lib'
import { Text } from '../../../lib/codecs'
import { isPlain } from '../../../lib/data'
import { AttachmentBody, understood } from './codecs'
import type { MessageBody } from './codecs'

/** A message, with the service's own object beside it. */
export interface Spoken {
  readonly body: MessageBody
  readonly original: unknown
}

/** `at`: ms since the epoch, by the service's clock. */
export interface Item extends Spoken {
  /** The same on the socket and in the history. Source: published notes on the official web client. */
  readonly key: string
  readonly at: number
  readonly from: Party
  readonly entries: ReadonlyArray<Entry>
  /** `On` or `Off`. */
  readonly typing: string | undefined
  /** The other side is gone. */
  readonly leaves: boolean
}

/** An event, as it came: JSON, of which nothing is known, can be looked into with `?.`. */
type Happening = { readonly [kind in string]?: { readonly type?: unknown } }

/** Where the service does not say who speaks, agents are one agent, as far as anybody can tell. */
const partyOf = ({ direction, channel, originatingEntity }: MessageBody, client: Party): Party => {
  if (direction !== 'Outbound') return client
  const { nickname = '', firstName = '', lastName = '', image } = channel?.from ?? {}
  const type = originatingEntity === 'Bot' ? 'Bot' : 'Agent'
  const name = nickname.trim() || `${firstName} ${lastName}`.trim() || type
  return { id: name, name, type, avatar: image }
}

/** The first text that an element shows, for widgets that know no rich content. */
const caption = (element: unknown): string => {
  const inner = Object.values(Object(element)).find(isPlain)
  const shown = [inner, inner?.['receivedMessage']].filter(isPlain).flatMap(({ title, text }) => [title, text])
  return shown.find(Text.is) ?? ''
}

const entriesOf = ({ content = [], text = '' }: MessageBody, key: string, timestamp: number, from: Party, original: unknown): ReadonlyArray<Entry> => {
  const files = content.flatMap((element) => understood(AttachmentBody, element)?.attachment ?? [])
  const rich = content.filter((element) => !understood(AttachmentBody, element))
  const isRich = rich.length > 0
  return [
    ...(isRich || (text && files.length === 0)
      ? // What the customer chose is shown as what the customer said.
        [{ type: isRich && from.type !== 'Client' ? ('Structured' as const) : ('Message' as const), text: text || caption(rich[0]), content: isRich ? rich : undefined }]
      : []),
    ...files.map(({ id, url, filename: name = id, mime, fileSize }, i) => ({
      type: 'FileUploaded' as const,
      text: (i === 0 && !isRich && text) || name,
      file: { id, name, size: fileSize, type: mime, url }
    }))
  ].map((said, i) => ({ message: { ...said, from, timestamp, id: i === 0 ? key : `${key}-${i}` }, original }))
}

/** By what it is known, in events and answers alike. */
export const keyOf = ({ channel, id }: MessageBody): string | undefined => channel?.messageId ?? id

/** `client`: who the customer is. `now`: when it came, for a message that does not say when it was sent. One item, or none when nothing in it matters. */
export const fromWire = ({ body, original }: Spoken, client: Party, now: number): ReadonlyArray<Item> => {
  const at = Date.parse(body.channel?.time ?? '') || now
  const key = keyOf(body) ?? `${at}`
  const from = partyOf(body, client)
  const isEvent = body.type === 'Event'
  const told = (kind: string): string | undefined => body.events?.map((event) => (event as Happening | null)?.[kind]?.type).find(t.string.is)
  const typing = told('typing')
  const leaves = told('presence') === 'Disconnect'
  const entries = isEvent || body.type === 'Receipt' ? [] : entriesOf(body, key, at, from, original)
  return typing || leaves || entries.length > 0 ? [{ key, at, from, entries, typing, leaves, body, original }] : []
}
