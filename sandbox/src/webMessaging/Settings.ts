/** How the web messaging of this sandbox behaves. Defaults are the published limits of the real service. */
import type { z } from 'zod'
import { flag, list, oneOf, record, text, whole } from '../schema/fields.js'

const count = whole(0, 1_000_000_000)

/** All settings. */
export const Settings = record({
  /** The deployment asks clients to announce themselves at once. */
  autoStart: flag,
  /** Customers may end and erase the conversation. */
  clear: flag,
  /** What customers hear when an agent disconnects. */
  disconnect: oneOf(['Send', 'ReadOnly', 'off']),
  /** Customers may tell that they type. */
  userTyping: flag,
  /** Customers may send files. */
  uploads: flag,
  /** MIME types customers may send; a part may be `*`. */
  fileTypes: list(text),
  /** Kilobytes of 1,000. */
  maxFileSizeKB: count,
  /** Endings of file names, with their dot, that are refused whatever the type. */
  blockedExtensions: list(text),
  /** Longest text, in bytes of UTF-8. */
  maxText: count,
  /** Most custom attributes of a message, names and values together, in bytes of UTF-8. */
  maxAttributes: count,
  /** Attributes are also read from their old place, at the top of a request; the service announced to ignore it from 2026-06-05 on. */
  attributesAtTop: flag,
  /** Of a session. */
  messagesPerSecond: count,
  /** Of a connection, whatever they ask. */
  requestsPerMinute: count,
  /** Of a connection. */
  echoesPerMinute: count,
  /** Of a session. */
  historiesPerMinute: count,
  /** Most at a time for a session; the oldest gives way. */
  connections: count,
  /** Life of a session since its last message, in seconds. */
  sessionSeconds: count,
  /** Life of a credential for the history, in seconds. */
  jwtSeconds: count,
  /** Life of an address for a download, in seconds. */
  downloadSeconds: count,
  /** Agents speak without a name: `from: {}`. */
  anonymous: flag,
  /** Frames hold only what clients cannot do without. */
  sparse: flag,
  /** ms by which echoes of the customer's own messages are late. */
  echoDelay: count,
  /** Only signed-in customers. */
  authentication: flag,
  /** config.json and domains.json are there. */
  configuration: flag,
  /** The automatic agent offers rich content once. */
  offers: flag
})
export type Settings = Readonly<z.output<typeof Settings>>

/** What holds when it is not set. */
export const defaultSettings: Settings = {
  autoStart: false,
  clear: true,
  disconnect: 'ReadOnly',
  userTyping: true,
  uploads: true,
  fileTypes: ['*/*'],
  maxFileSizeKB: 10_240,
  blockedExtensions: ['.ade', '.adp', '.bat', '.cmd', '.com', '.exe', '.js', '.jse', '.msi', '.ps1', '.scr', '.vbs'],
  maxText: 4_096,
  maxAttributes: 2_048,
  attributesAtTop: false,
  messagesPerSecond: 5,
  requestsPerMinute: 60,
  echoesPerMinute: 2,
  historiesPerMinute: 10,
  connections: 3,
  sessionSeconds: 259_200,
  jwtSeconds: 60,
  downloadSeconds: 600,
  anonymous: false,
  sparse: false,
  echoDelay: 0,
  authentication: false,
  configuration: true,
  offers: true
}
