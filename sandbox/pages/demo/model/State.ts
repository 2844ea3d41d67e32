/** Everything the widget knows. Views draw it, happenings change it. */
import type { RichElement } from '../rich/Element.js'

export type Party = 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External'

export interface Person {
  readonly party: Party
  readonly name: string
  readonly id: string | undefined
  readonly avatar: string | undefined
}

/** `size` in bytes. */
export interface FileInfo {
  readonly id: string
  readonly name: string
  readonly size: number | undefined
  readonly type: string | undefined
  readonly url: string | undefined
}

/** A message as the service tells it. `at` in ms since the epoch. */
export interface Received {
  readonly id: string
  readonly index: number
  readonly type: string
  readonly text: string
  readonly from: Person
  readonly at: number
  readonly file: FileInfo | undefined
  readonly elements: ReadonlyArray<RichElement>
}

/** What an own message is sent with, so that it can be tried again. */
export type Outgoing =
  | { readonly kind: 'text'; readonly text: string; readonly more: object }
  | { readonly kind: 'file'; readonly file: File }

/** `progress` from 0 to 1. */
export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'pending'; readonly progress: number | undefined }
  | { readonly state: 'failed'; readonly why: string }

/** A line of the transcript. Own messages are there before the service knows them: without `id` and `index`. */
export interface Item extends Omit<Received, 'id' | 'index'> {
  /** Stays the same from the first moment on. */
  readonly key: string
  readonly id: string | undefined
  readonly index: number | undefined
  /** The id that the answer to sending it named; the message itself may come under another. */
  readonly answeredId: string | undefined
  readonly delivery: Delivery
  readonly outgoing: Outgoing | undefined
}

export interface Capabilities {
  readonly async: boolean
  readonly history: boolean
  readonly upload: boolean
  readonly download: boolean
}

export interface State {
  /** `loading`: the service has not said yet whether there is a chat. */
  readonly phase: 'loading' | 'form' | 'starting' | 'active' | 'ended' | 'unavailable'
  readonly open: boolean
  /** The page is in a tab that nobody sees. */
  readonly hidden: boolean
  readonly items: ReadonlyArray<Item>
  /** Names of the agents who are there. */
  readonly agents: ReadonlyArray<string>
  readonly typing: Person | undefined
  readonly connection: 'online' | 'lost' | 'back'
  readonly capabilities: Capabilities
  /** Whether there is something older than the first item. */
  readonly history: 'none' | 'more' | 'loading' | 'start'
  readonly unread: number
  readonly confirming: boolean
  readonly ending: boolean
  /** Told in the window until dismissed. */
  readonly notice: string | undefined
  /** Why the chat did not start, told at the form. */
  readonly startError: string | undefined
}

export const initial: State = {
  phase: 'loading',
  open: false,
  hidden: false,
  items: [],
  agents: [],
  typing: undefined,
  connection: 'online',
  capabilities: { async: false, history: false, upload: false, download: false },
  history: 'none',
  unread: 0,
  confirming: false,
  ending: false,
  notice: undefined,
  startError: undefined
}
