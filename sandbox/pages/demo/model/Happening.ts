/** What can happen to the widget: told by the service, done by the person. */
import type { FileLimits } from '../text/fileRules.js'
import type { Trouble } from '../text/sentences.js'
import type { Capabilities, History, NoticeTopic, Outgoing, Person, Received } from './State.js'

/** One of them. Times are ms since the epoch. */
export type Happening =
  | { readonly type: 'opened' | 'minimised' | 'reformed' | 'confirming' | 'confirmed' | 'reconsidered' | 'dismissed' }
  | { readonly type: 'seen'; readonly hidden: boolean }
  | { readonly type: 'unavailable' | 'silent' | 'noSession' | 'starting' | 'started' | 'ended' | 'lost' | 'regained' | 'steady' }
  | { readonly type: 'restored'; readonly open: boolean }
  | { readonly type: 'startFailed'; readonly why: string }
  | { readonly type: 'endFailed'; readonly why: string }
  | { readonly type: 'told'; readonly about: NoticeTopic; readonly says: string }
  /** What was in trouble succeeded. */
  | { readonly type: 'mended'; readonly about: NoticeTopic }
  | { readonly type: 'device'; readonly offline: boolean }
  | { readonly type: 'limits'; readonly limits: FileLimits }
  | { readonly type: 'able'; readonly capabilities: Capabilities }
  | { readonly type: 'received'; readonly messages: ReadonlyArray<Received>; readonly live: boolean }
  /** What was said before the first item. */
  | { readonly type: 'older'; readonly messages: ReadonlyArray<Received> }
  /** What is held back of it is wanted. */
  | { readonly type: 'wanted' }
  | { readonly type: 'agents'; readonly names: ReadonlyArray<string> }
  | { readonly type: 'typing'; readonly person: Person | undefined }
  | { readonly type: 'written'; readonly key: string; readonly outgoing: Outgoing; readonly from: Person; readonly at: number }
  | { readonly type: 'delivered'; readonly key: string; readonly id: string | undefined }
  | { readonly type: 'failed'; readonly key: string; readonly why: Trouble }
  | { readonly type: 'waits'; readonly key: string }
  | { readonly type: 'pending'; readonly key: string; readonly progress: number | undefined }
  | { readonly type: 'discarded'; readonly key: string }
  | { readonly type: 'history'; readonly history: History }
