/** One entry of the conversation, as the transcript shows it, and who it is from. */
import { copyJson } from './data'

/**
 * `Client`: the customer, whose page this is. `Agent` and `Supervisor` serve them, `Bot` is a machine that does.
 * `External`: the system or nobody in particular.
 */
export type PartyType = 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External'

/** Somebody in the conversation. */
export interface Party {
  /** The back end's. Absent where it has none: then the name tells people apart. */
  readonly id?: string
  /** As it is shown. Absent where the back end does not tell. */
  readonly name?: string
  readonly type: PartyType
  /** URL of a picture. */
  readonly avatar?: string
}

/**
 * What kind of entry it is. Source of the names: the public page of WebChatService; of the last three, which only GMS has,
 * the GMS chat API.
 */
export type MessageType =
  | 'Message'
  | 'ParticipantJoined'
  | 'ParticipantLeft'
  | 'PushUrl'
  | 'Notice'
  | 'CustomNotice'
  | 'FileUploaded'
  | 'IdleAlert'
  | 'IdleClose'
  | 'Structured'
  | 'NicknameUpdated'
  | 'FileDeleted'
  | 'ExternalContent'

/** A file that somebody sent. */
export interface SentFile {
  /** What `downloadFile` takes. */
  readonly id: string
  /** With its extension. */
  readonly name: string
  /** In bytes. */
  readonly size?: number
  /** MIME type. */
  readonly type?: string
  /** Where it can be had for a while: it may expire, `downloadFile` gets a fresh one. */
  readonly url?: string
}

/** What a transport knows of a message. Further fields are handed on to subscribers as they are. */
export interface Said {
  /** The same whenever this message comes again: repeats are told by it. */
  readonly id: string
  readonly type: MessageType
  /** As it was written, white space too. Empty where there is none: for a file, or somebody who comes or goes. */
  readonly text: string
  readonly from: Party
  /** Ms since the epoch, by the back end's clock. */
  readonly timestamp: number
  /** Whether `text` is HTML. */
  readonly html?: boolean
  readonly file?: SentFile
  /** Rich content of a `Structured` message: the back end's own elements. */
  readonly content?: ReadonlyArray<unknown>
}

/** A message as subscribers get it: theirs to change, unlike the transcript's own copy. */
export interface Message {
  /** The same whenever this message comes again. No two in a transcript share it. */
  id: string
  /** Its place: 0, 1, 2, … as messages come. Older history, fetched later, stands at -1, -2, … */
  index: number
  type: MessageType
  /** As it was written, or as preprocessors have rewritten it. Not to be shown as HTML unless `html` says so. */
  text: string
  /** Who it is from: as `Party`. */
  from: { id?: string; name?: string; type: PartyType; avatar?: string }
  /** Ms since the epoch, by the back end's clock. */
  timestamp: number
  /** The same as `timestamp`; the name that GMS and v3 widgets read. */
  utcTime: number
  /** Whether a reload brought it back: it was told before, to another page. */
  restoring: boolean
  /** URL of a picture of who it is from. */
  avatar?: string
  /** Whether `text` is HTML. */
  html?: boolean
  /** Of a `FileUploaded` message. */
  file?: SentFile
  /** Rich content of a `Structured` message: the back end's own elements. */
  content?: ReadonlyArray<unknown>
  /** What else the transport or a preprocessor has put there. */
  [extra: string]: unknown
}

/** A message with the back end's own object beside it, untouched. */
export interface Entry {
  readonly message: Said
  readonly original: unknown
}

/** The fields that the literals below name. Any other is further. */
const NAMED: ReadonlySet<string> = new Set(['id', 'index', 'type', 'text', 'from', 'timestamp', 'utcTime', 'restoring', 'avatar', 'html', 'file', 'content'])

/** Whether it is a field of its own that the literals do not name. Some pages give every object fields: those are not its own. */
const isFurther = (fields: object, key: string): boolean => !NAMED.has(key) && Object.hasOwn(fields, key)

// These two run for each message. Literals that name every field: one that begins with `...` is many times slower in V8.

/** The message that subscribers get: with its place, and whether a reload brings it back. */
export const messageOf = (said: Said, { index, restoring }: Pick<Message, 'index' | 'restoring'>): Message => {
  const { from, timestamp } = said
  const given = said as Said & Readonly<Record<string, unknown>> // a transport may say more than `Said`
  const message: Message = {
    id: said.id,
    index,
    type: said.type,
    text: said.text,
    from: { ...from },
    timestamp,
    utcTime: timestamp,
    restoring,
    avatar: typeof given.avatar === 'string' ? given.avatar : from.avatar,
    html: said.html,
    file: said.file,
    content: said.content
  }
  for (const key in given) if (isFurther(given, key)) message[key] = given[key]
  return message
}

/** A copy that shares nothing with the message. */
export const copyMessage = (message: Message): Message => {
  const copy: Message = {
    id: message.id,
    index: message.index,
    type: message.type,
    text: message.text,
    from: copyJson(message.from),
    timestamp: message.timestamp,
    utcTime: message.utcTime,
    restoring: message.restoring,
    avatar: message.avatar,
    html: message.html,
    file: copyJson(message.file),
    content: copyJson(message.content)
  }
  for (const key in message) if (isFurther(message, key)) copy[key] = copyJson(message[key])
  return copy
}
