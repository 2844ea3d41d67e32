/** What the person can do. Views call these, the controller does them. */
import type { Fields } from '../text/check.js'
import type { FileInfo } from '../model/FileInfo.js'

/** Each is called by a view and returns at once. */
export interface Actions {
  readonly open: () => void
  readonly minimise: () => void
  readonly start: (fields: Fields) => void
  /** From an ended chat back to the form. */
  readonly again: () => void
  /** `more`: options beside the text, for an answer to something that was offered. */
  readonly send: (text: string, more?: object) => void
  readonly sendFiles: (files: ReadonlyArray<File>) => void
  /** Tries again to send what failed; `key` is the item's. */
  readonly retry: (key: string) => void
  /** Gives up what failed. */
  readonly discard: (key: string) => void
  readonly download: (file: FileInfo) => void
  /** Loads earlier messages. */
  readonly earlier: () => void
  /** Asks whether to end; then `keep` or `end`. */
  readonly askEnd: () => void
  readonly keep: () => void
  readonly end: () => void
  /** Takes the notice away. */
  readonly dismiss: () => void
}
