/** The sessions of all chats over GMS. A session lives as long as its conversation is remembered. */
import { z } from 'zod'
import type { Switchboard } from '../model/switchboard.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'
import { Session } from './Session.js'

/** The sessions. */
export interface Sessions {
  readonly add: (session: Session) => void
  readonly byChatId: (chatId: string) => Session | undefined
  /** CometD clients may send the secure key alone. */
  readonly bySecureKey: (secureKey: string) => Session | undefined
  readonly ofConversation: (conversationId: string) => Session | undefined
  readonly all: () => ReadonlyArray<Session>
  readonly state: StatePart
}

/** No session yet. `changed`: told of every new one. */
export const createSessions = (switchboard: Switchboard, changed: () => void): Sessions => {
  const sessions = new Map<string, Session>()
  const find = (is: (session: Session) => boolean): Session | undefined => [...sessions.values()].find(is)

  switchboard.listen((change) => {
    if (change.type === 'reset') sessions.clear()
    if (change.type === 'forgotten') sessions.delete(change.conversationId)
  })

  return {
    add: (session) => {
      sessions.set(session.conversationId, session)
      changed()
    },
    byChatId: (chatId) => find((session) => session.chatId === chatId),
    bySecureKey: (secureKey) => find((session) => session.secureKey === secureKey),
    ofConversation: (conversationId) => sessions.get(conversationId),
    all: () => [...sessions.values()],
    state: statePart({
      name: 'gmsSessions',
      schema: z.array(Session).default([]),
      save: () => [...sessions.values()],
      load: (saved) => {
        for (const session of saved) sessions.set(session.conversationId, session)
      }
    })
  }
}
