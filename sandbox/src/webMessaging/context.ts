/** What the parts of web messaging share: sessions, files, settings. */
import type { Timers } from '../Clock.js'
import type { FaultBox } from '../faults/faultBox.js'
import type { Switchboard } from '../model/switchboard.js'
import type { Options } from '../Options.js'
import type { Links } from '../wire/links.js'
import type { Files } from './files.js'
import type { Sessions } from './sessions.js'
import type { Settings } from './Settings.js'
import type { Passes } from './passes.js'

/** What the parts of web messaging share. */
export interface Context {
  readonly switchboard: Switchboard
  readonly links: Links
  readonly box: FaultBox
  readonly timers: Timers
  readonly options: Options
  readonly sessions: Sessions
  readonly files: Files
  readonly passes: Passes
  /** As they are now: the control can change them. */
  readonly settings: () => Settings
}
