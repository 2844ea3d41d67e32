/** One entry of the conversation, as the transcript shows it, and who it is from. */
export type PartyType = 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External'

/** Somebody in the conversation. `avatar` is a URL. */
export interface Party {
  readonly id?: string
  readonly name?: string
  readonly type: PartyType
  readonly avatar?: string
}

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

/** A file that somebody sent. `size` in bytes; `url` may expire, `downloadFile` gets a fresh one. */
export interface SentFile {
  readonly id: string
  readonly name: string
  readonly size?: number
  readonly type?: string
  readonly url?: string
}

/** What a transport knows of a message. `timestamp` is ms since the epoch. */
export interface Said {
  readonly id: string
  readonly type: MessageType
  readonly text: string
  readonly from: Party
  readonly timestamp: number
  readonly html?: boolean
  readonly file?: SentFile
  /** Rich content of a `Structured` message: the back end's own elements. */
  readonly content?: ReadonlyArray<unknown>
}

/** A message as subscribers get it: theirs to change, unlike the transcript's own copy. */
export interface Message {
  id: string
  /** Rises with the transcript; older history has negative numbers. */
  index: number
  type: MessageType
  text: string
  from: { id?: string; name?: string; type: PartyType; avatar?: string }
  timestamp: number
  /** The same as `timestamp`; the name that GMS and v3 widgets read. */
  utcTime: number
  restoring: boolean
  avatar?: string
  html?: boolean
  file?: SentFile
  content?: ReadonlyArray<unknown>
  [extra: string]: unknown
}

/** A message with the back end's own object beside it, untouched. */
export interface Entry {
  readonly message: Said
  readonly original: unknown
}
