/** How the GMS of this sandbox behaves. Defaults are the documented ones of the real server where there are some. */
import type { z } from 'zod'
import { flag, list, oneOf, record, text, whole } from '../schema/fields.js'

const count = whole(0, 1_000_000_000)

/** All settings. Times are in seconds, as in the real server's options. */
export const Settings = record({
  /** The services that exist; none named: all do. */
  services: list(text),
  /** Every request needs this header `apikey`. Empty: none does. */
  apikey: text.or(oneOf([''])),
  /** Every request needs this header `Authorization`. Empty: none does. */
  authorization: text.or(oneOf([''])),
  /** An `alias` or `userId` that is given and is not the session's is refused. Current servers look at the secure key only. */
  strictAlias: flag,
  /** Every reply brings a new alias. */
  rotateAlias: flag,
  /** The customer's own typing is an event of the transcript. [U] what the real server does. */
  echoTyping: flag,
  /** Longest message, in characters. */
  maxMessage: count,
  /** Uploads of a session. */
  maxFiles: count,
  /** Bytes of a file. */
  maxFileSize: count,
  /** Bytes of a session's uploads, together. */
  maxTotalSize: count,
  /** Endings of file names, without a dot. */
  fileTypes: list(text),
  /** Uploads only while an agent is there. */
  needAgent: flag,
  /** Downloads of a session. */
  downloadAttempts: count,
  /** Warns, and then closes, where nobody says anything. */
  idle: flag,
  /** Seconds of silence before the warning. */
  idleAlert: count,
  /** Seconds from the warning to the end. */
  idleClose: count,
  /** A customer who asks for nothing this long is logged out, unless the chat is asynchronous. */
  flexDisconnect: whole(1, 86_400),
  /** CometD is offered, and over which connections. */
  cometd: list(oneOf(['long-polling', 'websocket'])),
  /** ms for which a request for news is held. */
  cometdTimeout: whole(0, 600_000)
})
export type Settings = Readonly<z.output<typeof Settings>>

/** What holds when it is not set. */
export const defaultSettings: Settings = {
  services: [],
  apikey: '',
  authorization: '',
  strictAlias: false,
  rotateAlias: false,
  echoTyping: true,
  maxMessage: 4_096,
  maxFiles: 3,
  maxFileSize: 2_097_152,
  maxTotalSize: 5_242_880,
  fileTypes: ['jpeg', 'jpg', 'pdf', 'png', 'zip'],
  needAgent: false,
  downloadAttempts: 10,
  idle: false,
  idleAlert: 255,
  idleClose: 45,
  flexDisconnect: 300,
  cometd: ['websocket', 'long-polling'],
  cometdTimeout: 30_000
}
