/** What a structured message means: what was said, who types, who came or went. Pure. */
import * as E from 'fp-ts/Either'
import type { Entry, Party, Said, SentFile } from '../../../lib'
import { isPlain } from '../../../lib/data'
import { AttachmentBody, EventBody } from './codecs'
import type { From, MessageBody } from './codecs'

/** One fact of a structured message. `at`: ms since the epoch, by the service's clock. */
export interface Item {
  /** The same on the socket and in the history. Source: published notes on the official web client. */
  readonly key: string
  readonly at: number
  readonly from: Party
  readonly fact:
    | { readonly _tag: 'Said'; readonly entries: ReadonlyArray<Entry> }
    | { readonly _tag: 'Typing'; readonly typing: boolean }
    /** Presence of the customer (`Join`, `Clear`, `SignIn`) or of the other side (`Disconnect`), as the wire names it. */
    | { readonly _tag: 'Presence'; readonly presence: string; readonly readOnly: boolean }
  readonly original: unknown
}

/** Where the service does not say who speaks. Agents without a name are one agent, as far as anybody can tell. */
const ANONYMOUS = 'Agent'

const nameOf = ({ nickname, firstName, lastName }: From): string =>
  [nickname, `${firstName ?? ''} ${lastName ?? ''}`].map((name) => (name ?? '').trim()).find((name) => name !== '') ?? ''

const partyOf = ({ direction, channel, originatingEntity }: MessageBody, client: Party): Party => {
  if (direction !== 'Outbound') return client
  const from = channel?.from ?? { nickname: undefined, firstName: undefined, lastName: undefined, image: undefined }
  const bot = originatingEntity === 'Bot'
  const name = nameOf(from) || (bot ? 'Bot' : ANONYMOUS)
  return { id: name, name, type: bot ? 'Bot' : 'Agent', ...(from.image === undefined ? {} : { avatar: from.image }) }
}

const fileOf = (element: unknown): SentFile | undefined => {
  const decoded = AttachmentBody.decode(element)
  if (E.isLeft(decoded) || decoded.right.contentType !== 'Attachment') return undefined
  const { id, url, filename, mime, fileSize } = decoded.right.attachment
  return {
    id,
    name: filename ?? id,
    ...(fileSize === undefined ? {} : { size: fileSize }),
    ...(mime === undefined ? {} : { type: mime }),
    ...(url === undefined ? {} : { url })
  }
}

/** The first text that an element shows, for widgets that know no rich content. */
const caption = (element: unknown): string => {
  if (!isPlain(element)) return ''
  const inner = Object.values(element).find(isPlain) ?? {}
  const shown = [inner, inner['receivedMessage']].filter(isPlain).flatMap(({ title, text }) => [title, text])
  return shown.find((given): given is string => typeof given === 'string' && given !== '') ?? ''
}

const entriesOf = (body: MessageBody, key: string, at: number, from: Party, original: unknown): ReadonlyArray<Entry> => {
  const content = body.content ?? []
  const files = content.flatMap((element) => fileOf(element) ?? [])
  const rich = content.filter((element) => fileOf(element) === undefined)
  const common = { from, timestamp: at }
  const spoken: ReadonlyArray<Omit<Said, 'id'>> =
    rich.length > 0
      ? // What the customer chose is shown as what the customer said.
        [{ ...common, type: from.type === 'Client' ? 'Message' : 'Structured', text: body.text || caption(rich[0]), content: rich }]
      : body.text
        ? [{ ...common, type: files.length > 0 ? 'FileUploaded' : 'Message', text: body.text, ...(files[0] ? { file: files[0] } : {}) }]
        : []
  const attached = files.slice(rich.length === 0 && body.text ? 1 : 0)
  return [...spoken, ...attached.map((file): Omit<Said, 'id'> => ({ ...common, type: 'FileUploaded', text: file.name, file }))].map((said, i) => ({
    message: { ...said, id: i === 0 ? key : `${key}-${i}` },
    original
  }))
}

/** By what it is known, in events and answers alike. */
export const keyOf = ({ channel, id }: MessageBody): string | undefined => channel?.messageId ?? id

/** `client`: who the customer is. `now`: when it came, for a message that does not say when it was sent. */
export const fromWire = (body: MessageBody, original: unknown, client: Party, now: number): ReadonlyArray<Item> => {
  const time = Date.parse(body.channel?.time ?? '')
  const at = Number.isNaN(time) ? now : time
  const key = keyOf(body) ?? `${body.direction ?? ''}-${body.channel?.time ?? now}`
  const from = partyOf(body, client)
  const item = (fact: Item['fact']): Item => ({ key, at, from, fact, original })
  if (body.type === 'Receipt') return []
  if (body.type !== 'Event') {
    const entries = entriesOf(body, key, at, from, original)
    return entries.length > 0 ? [item({ _tag: 'Said', entries })] : []
  }
  return (body.events ?? []).flatMap((event): ReadonlyArray<Item> => {
    const decoded = EventBody.decode(event)
    if (E.isLeft(decoded)) return []
    const { eventType, typing, presence } = decoded.right
    if (eventType === 'Typing' && from.type !== 'Client') return [item({ _tag: 'Typing', typing: typing?.type !== 'Off' })]
    return eventType === 'Presence' && presence?.type
      ? [item({ _tag: 'Presence', presence: presence.type, readOnly: String(body.metadata?.['readOnly']) === 'true' })]
      : []
  })
}
