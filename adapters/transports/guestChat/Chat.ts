/** What identifies one guest chat, and what the rest of the program calls it. */
import type { SessionData } from '../../../lib/Session'

export interface Chat {
  readonly conversationId: string
  /** The guest's own. */
  readonly memberId: string
  readonly jwt: string
  /** Used verbatim: it holds a token and has had four shapes so far. */
  readonly uri: string
}

/** As the incumbent's `getSessionData` gives it. */
export const sessionOf = ({ conversationId, jwt, memberId, uri }: Chat, lastMessageId: string): SessionData => ({
  shown: { conversationId, jwt, memberId, WebSocketUrl: uri, lastMessageId }
})
