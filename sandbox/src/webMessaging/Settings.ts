/** How the web messaging of this sandbox behaves. Defaults are the published limits of the real service. */

export interface Settings {
  /** The deployment asks clients to announce themselves at once. */
  readonly autoStart: boolean
  /** Customers may end and erase the conversation. */
  readonly clear: boolean
  /** What customers hear when an agent disconnects. */
  readonly disconnect: 'Send' | 'ReadOnly' | 'off'
  readonly userTyping: boolean
  readonly uploads: boolean
  /** MIME types customers may send; a part may be `*`. */
  readonly fileTypes: ReadonlyArray<string>
  /** Kilobytes of 1,000. */
  readonly maxFileSizeKB: number
  readonly blockedExtensions: ReadonlyArray<string>
  /** Bytes of UTF-8. */
  readonly maxText: number
  readonly maxAttributes: number
  readonly messagesPerSecond: number
  readonly requestsPerMinute: number
  readonly echoesPerMinute: number
  readonly historiesPerMinute: number
  readonly connections: number
  /** Seconds. */
  readonly sessionSeconds: number
  readonly jwtSeconds: number
  readonly downloadSeconds: number
  /** Agents speak without a name: `from: {}`. */
  readonly anonymous: boolean
  /** Frames hold only what clients cannot do without. */
  readonly sparse: boolean
  /** ms by which echoes of the customer's own messages are late. */
  readonly echoDelay: number
  /** Only signed-in customers. */
  readonly authentication: boolean
  /** config.json and domains.json are there. */
  readonly configuration: boolean
  /** The automatic agent offers rich content once. */
  readonly offers: boolean
}

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
