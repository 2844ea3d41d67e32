/** What a test or the desk can do to Multicloud CX beside the neutral control. Refusals are thrown. */
import type { Settings } from './Settings.js'

/** The operations. */
export interface MulticloudControl {
  /** From now on every request of the session hears that it is over. */
  readonly expire: (conversationId: string) => void
  /** The settings as they are. */
  readonly settings: () => Settings
  /** Changes some of them. */
  readonly set: (changes: Partial<Settings>) => Settings
}
