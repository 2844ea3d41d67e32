/** What a test or the desk can do to web messaging beside the neutral control. Refusals are thrown. */
import type { MessageId } from '../control/Control.js'
import type { Disconnect } from './outbound.js'
import type { PassKind } from './passes.js'
import type { Body } from './Session.js'
import type { Settings } from './Settings.js'

/** A file of an agent. `content` in base64. */
export interface AgentFile {
  readonly name: string
  readonly mime: string
  readonly content: string
  readonly text?: string
}

export interface SessionView {
  readonly conversationId: string
  readonly deploymentId: string
  readonly attributes: Readonly<Record<string, string>>
  readonly authenticated: boolean
  readonly readOnly: boolean
  readonly connections: number
  /** ms since the epoch. */
  readonly expiresAt: number
  /** Bodies of all structured messages, oldest first: what the history holds. */
  readonly messages: ReadonlyArray<Body>
}

export interface WebMessagingControl {
  readonly sessions: () => ReadonlyArray<SessionView>
  readonly session: (conversationId: string) => SessionView
  /** Says something with rich content: the wire's own elements. */
  readonly content: (conversationId: string, memberId: string, text: string, content: ReadonlyArray<unknown>) => MessageId
  readonly file: (conversationId: string, memberId: string, file: AgentFile) => MessageId & { readonly fileId: string }
  /** Ends the conversation as an agent does. */
  readonly disconnect: (conversationId: string, type: Disconnect) => void
  /** The next request of the session hears that it has expired. */
  readonly expire: (conversationId: string) => void
  /** Erases the session, as the customer does in another tab. */
  readonly clear: (conversationId: string) => void
  /** Tells the oldest connection to go, as a fourth one does. */
  readonly evict: (conversationId: string, reason?: string) => void
  readonly logout: (conversationId: string) => void
  /** Credentials of a kind are no longer valid. */
  readonly expirePasses: (kind: PassKind) => void
  /** Addresses handed out for downloads are no longer valid. */
  readonly expireDownloads: () => void
  readonly settings: () => Settings
  readonly set: (changes: Partial<Settings>) => Settings
}
