/** What the tabs of a site have in common, as the place offers it: locks, and channels. */
import type { Observable } from 'rxjs'

/** A lock that one tab has at a time. */
export interface LockRequest {
  readonly name: string
  /** It is taken from whoever has it, instead of waiting for its turn. */
  readonly steal: boolean
}

/** What is posted reaches every other tab that listens on a channel of the same name: in order, and as a copy. */
export interface Channel {
  /** Hot: what the others post. Nothing is known of it. */
  readonly heard$: Observable<unknown>
  readonly post: (letter: unknown) => void
  readonly close: () => void
}

/** What tabs need to act as one. */
export interface Tabs {
  /**
   * Cold. One value when the lock is ours; completes when another tab has taken it. Unsubscribing gives it back, or leaves
   * the line. It is given back by itself when the tab goes. Never errors.
   */
  readonly lock: (request: LockRequest) => Observable<unknown>
  readonly channel: (name: string) => Channel
  /** `false` when the page goes away, perhaps to be kept by the browser; `true` when it is back from there. */
  readonly present$: Observable<boolean>
}
