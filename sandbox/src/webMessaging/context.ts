/** What the parts of web messaging share: sessions, files, settings. */
import type { BackEndParts } from '../wire/BackEnd.js'
import type { Files } from './files.js'
import type { Sessions } from './sessions.js'
import type { Settings } from './Settings.js'
import type { Passes } from './passes.js'

/** What the parts of web messaging share. */
export interface Context extends BackEndParts {
  readonly sessions: Sessions
  readonly files: Files
  readonly passes: Passes
  /** As they are now: the control can change them. */
  readonly settings: () => Settings
}
