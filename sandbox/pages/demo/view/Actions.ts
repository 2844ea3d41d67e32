/** What the person can do. Views call these, the controller does them. */
import type { Fields } from '../text/check.js'
import type { FileInfo } from '../model/State.js'

export interface Actions {
  readonly open: () => void
  readonly minimise: () => void
  readonly start: (fields: Fields) => void
  /** From an ended chat back to the form. */
  readonly again: () => void
  /** `more`: options beside the text, for an answer to something that was offered. */
  readonly send: (text: string, more?: object) => void
  readonly sendFiles: (files: ReadonlyArray<File>) => void
  readonly retry: (key: string) => void
  readonly discard: (key: string) => void
  readonly download: (file: FileInfo) => void
  readonly earlier: () => void
  readonly askEnd: () => void
  readonly keep: () => void
  readonly end: () => void
  readonly dismiss: () => void
}
