/** Everything the widget knows. Views draw it, happenings change it. */
import type { RichElement } from '../rich/Element.js'
import type { FileLimits } from '../text/fileRules.js'
import type { Trouble } from '../text/sentences.js'
import type { FileInfo } from './FileInfo.js'

/** Who somebody is in the chat. */
export type Party = 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External'

/** Somebody who says something. */
export interface Person {
  readonly party: Party
  readonly name: string
  readonly id: string | undefined
  /** Address of a picture. */
  readonly avatar: string | undefined
}

/** A message as the service tells it. */
export interface Received {
  readonly id: string
  /** Its place in the transcript; older ones have lower numbers, below zero too. */
  readonly index: number
  /** The service's kind of message, such as Message or ParticipantJoined. */
  readonly type: string
  readonly text: string
  readonly from: Person
  /** ms since the epoch. */
  readonly at: number
  readonly file: FileInfo | undefined
  readonly elements: ReadonlyArray<RichElement>
}

/** What an own message is sent with, so that it can be tried again. `preview`: the address of a picture on this device. */
export type Outgoing =
  | { readonly kind: 'text'; readonly text: string; readonly more: object }
  | { readonly kind: 'file'; readonly file: File; readonly preview: string | undefined }

/** Whether a message arrived. `progress` from 0 to 1. */
export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'pending'; readonly progress: number | undefined }
  /** It waits for the connection, and goes by itself. */
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly why: Trouble }

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

/** What the back end can do. */
export interface Capabilities {
  readonly async: boolean
  readonly history: boolean
  readonly upload: boolean
  /** It tells which files it takes. */
  readonly fileLimits: boolean
  readonly download: boolean
}

/** What a notice is about: the success that ends the trouble takes its notice away. */
export type NoticeTopic = 'connection' | 'chat' | 'end' | 'history' | 'download' | 'restore'

/** Something told in the window until it is dismissed, or over. */
export interface Notice {
  readonly about: NoticeTopic
  readonly says: string
}

/**
 * What is known of what was said before the first item. `unknown`: nobody has looked. `looking`: it is being looked whether there
 * is something. `ready`: it is there, held back until it is wanted. `loading`: some was shown, and it is being looked for more.
 * `failed`: looking did not succeed. `start`: everything is shown. `none`: there is nothing, and never was.
 */
export type History = 'unknown' | 'none' | 'looking' | 'ready' | 'loading' | 'failed' | 'start'

/** All of it. */
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
  /** The device says that it has no network. */
  readonly offline: boolean
  readonly capabilities: Capabilities
  /** Undefined until the back end has told. */
  readonly limits: FileLimits | undefined
  readonly history: History
  /** Older messages that were fetched and are not shown yet. */
  readonly held: ReadonlyArray<Received>
  /** Messages of others that nobody saw yet. */
  readonly unread: number
  /** The person is being asked whether to end the chat. */
  readonly confirming: boolean
  /** The chat is being ended. */
  readonly ending: boolean
  /** Told in the window until dismissed. */
  readonly notice: Notice | undefined
  /** Why the chat did not start, told at the form. */
  readonly startError: string | undefined
}

/** Before anything happened. */
export const initial: State = {
  phase: 'loading',
  open: false,
  hidden: false,
  items: [],
  agents: [],
  typing: undefined,
  connection: 'online',
  offline: false,
  capabilities: { async: false, history: false, upload: false, fileLimits: false, download: false },
  limits: undefined,
  history: 'unknown',
  held: [],
  unread: 0,
  confirming: false,
  ending: false,
  notice: undefined,
  startError: undefined
}
