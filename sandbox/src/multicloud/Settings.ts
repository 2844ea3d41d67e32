/** How the Multicloud CX v3 of this sandbox behaves. The real server's limits are not known: these are plausible ones. */
import type { z } from 'zod'
import { flag, list, oneOf, record, text, whole } from '../schema/fields.js'

const count = whole(0, 1_000_000_000)

/** All settings. Times are in seconds. */
export const Settings = record({
  /** The keys that are good in `x-api-key`; none named: any is, but there has to be one. */
  apiKeys: list(text),
  /** The endpoints that exist; none named: all do. */
  endpoints: list(text),
  /** The endpoints whose sessions outlive the customer's absence. */
  asyncEndpoints: list(text),
  /** What a request for messages without an index brings: what is new since the last one, or everything. [U] */
  polls: oneOf(['new', 'all']),
  /** Where the fields of a reply are: in `data`, at the top, or in both places. */
  shape: oneOf(['wrapped', 'plain', 'both']),
  /** Life of a token; 0: without end. */
  tokenSeconds: count,
  /** Longest text, in characters. */
  maxText: count,
  /** MIME types that may be sent. */
  fileTypes: list(text),
  /** Bytes of a file. */
  maxFileSize: count,
  /** Files of a session. */
  maxFiles: count,
  /** Warns, and then closes, where nobody says anything. */
  idle: flag,
  /** Seconds of silence before the warning. */
  idleAlert: count,
  /** Seconds from the warning to the end. */
  idleClose: count,
  /** A customer who asks for nothing this long is put out, unless the endpoint is asynchronous. */
  abandoned: whole(1, 86_400)
})
export type Settings = Readonly<z.output<typeof Settings>>

/** What holds when it is not set. */
export const defaultSettings: Settings = {
  apiKeys: [],
  endpoints: [],
  asyncEndpoints: [],
  polls: 'new',
  shape: 'wrapped',
  tokenSeconds: 0,
  maxText: 4_096,
  fileTypes: ['image/png', 'image/jpeg', 'image/gif'],
  maxFileSize: 2_097_152,
  maxFiles: 3,
  idle: false,
  idleAlert: 255,
  idleClose: 45,
  abandoned: 300
}
