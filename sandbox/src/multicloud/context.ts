/** What the parts of Multicloud CX share. */
import type { BendIndexes } from '../faults/bendIndexes.js'
import type { FileStore } from '../transcript/files.js'
import type { Presence } from '../transcript/presence.js'
import type { Transcripts } from '../transcript/transcripts.js'
import type { BackEndParts } from '../wire/BackEnd.js'
import type { Sessions } from './sessions.js'
import type { Settings } from './Settings.js'
import type { Tokens } from './token.js'

/** What the parts of Multicloud CX share. */
export interface Context extends BackEndParts {
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly transcripts: Transcripts
  readonly files: FileStore
  readonly presence: Presence
  /** The messages of a reply, as a fault wants them. */
  readonly bend: BendIndexes
  /** As they are now: the control can change them. */
  readonly settings: () => Settings
}
