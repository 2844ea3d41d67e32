/** What a test or the desk can do to GMS beside the neutral control. Refusals are thrown. */
import type { Settings } from './Settings.js'

/** A chat as GMS knows it. The secure key is told: the control is for whoever runs the sandbox. */
export interface GmsSessionView {
  readonly conversationId: string
  readonly chatId: string
  readonly secureKey: string
  readonly userId: string
  readonly alias: string
  readonly service: string
  /** The position that the next event gets. */
  readonly nextPosition: number
}

/** The operations. */
export interface GmsControl {
  /** All sessions. */
  readonly sessions: () => ReadonlyArray<GmsSessionView>
  /** The session of a conversation. */
  readonly session: (conversationId: string) => GmsSessionView
  /** Gives the session another alias, told with the next reply. */
  readonly rotateAlias: (conversationId: string) => void
  /** The CometD clients of the chat are unknown from now on, as after a restart of the server. */
  readonly forgetClients: (conversationId: string) => void
  /** The settings as they are. */
  readonly settings: () => Settings
  /** Changes some of them. */
  readonly set: (changes: Partial<Settings>) => Settings
}
