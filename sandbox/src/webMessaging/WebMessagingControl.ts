/** What a test or the desk can do to web messaging beside the neutral control. Refusals are thrown. */
import type { MessageId } from '../control/Control.js'
import type { AgentFile, RichWords } from './bodies.js'
import type { Disconnect } from './outbound.js'
import type { PassKind } from './passes.js'
import type { Body } from './Session.js'
import type { Settings } from './Settings.js'

export type { AgentFile, RichWords } from './bodies.js'

/** A session, as the control shows it. */
export interface SessionView {
  readonly conversationId: string
  readonly deploymentId: string
  /** What the customer's page told of them. */
  readonly attributes: Readonly<Record<string, string>>
  readonly authenticated: boolean
  readonly readOnly: boolean
  /** How many connections it has now. */
  readonly connections: number
  /** ms since the epoch. */
  readonly expiresAt: number
  /** Bodies of all structured messages, oldest first: what the history holds. */
  readonly messages: ReadonlyArray<Body>
}

/** What only web messaging has. */
export interface WebMessagingControl {
  readonly sessions: () => ReadonlyArray<SessionView>
  /** The session whose conversation this is now. */
  readonly session: (conversationId: string) => SessionView
  /** Says something with rich content: the wire's own elements. */
  readonly content: (conversationId: string, memberId: string, words: RichWords) => MessageId
  /** Sends a file of an agent. */
  readonly file: (conversationId: string, memberId: string, file: AgentFile) => MessageId & { readonly fileId: string }
  /** Ends the conversation as an agent does. */
  readonly disconnect: (conversationId: string, type: Disconnect) => void
  /** The next request of the session hears that it has expired. */
  readonly expire: (conversationId: string) => void
  /** Erases the session, as the customer does in another tab. */
  readonly clear: (conversationId: string) => void
  /** Tells the oldest connection to go, as a fourth one does. */
  readonly evict: (conversationId: string, reason?: string) => void
  /** Tells the connections that the customer was signed out. */
  readonly logout: (conversationId: string) => void
  /** Credentials of a kind are no longer valid. */
  readonly expirePasses: (kind: PassKind) => void
  /** Addresses handed out for downloads are no longer valid. */
  readonly expireDownloads: () => void
  /** As they are now. */
  readonly settings: () => Settings
  /** Changes some; returns all. */
  readonly set: (changes: Partial<Settings>) => Settings
}
