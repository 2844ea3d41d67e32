/** The sessions of all chats over Multicloud CX. The id of a session is that of its conversation. */
import { z } from 'zod'
import type { Switchboard } from '../model/switchboard.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'

const Session = z.object({
  id: z.string(),
  endpoint: z.string(),
  /** The token that was handed out, and is again when the session is resumed. */
  token: z.string(),
  /** How many events the customer has been told of. */
  told: z.number(),
  /** The customer has left: nothing more is told. */
  left: z.boolean(),
  /** The control has declared it over. */
  expired: z.boolean()
})

/** A session. What was told grows. */
export type Session = z.output<typeof Session>

/** The sessions. */
export interface Sessions {
  readonly add: (session: Session) => void
  readonly find: (id: string) => Session | undefined
  readonly all: () => ReadonlyArray<Session>
  readonly state: StatePart
}

/** No session yet. `changed`: told of every new one. */
export const createSessions = (switchboard: Switchboard, changed: () => void): Sessions => {
  const sessions = new Map<string, Session>()
  switchboard.listen((change) => {
    if (change.type === 'reset') sessions.clear()
    if (change.type === 'forgotten') sessions.delete(change.conversationId)
  })
  return {
    add: (session) => {
      sessions.set(session.id, session)
      changed()
    },
    find: (id) => sessions.get(id),
    all: () => [...sessions.values()],
    state: statePart({
      name: 'multicloudSessions',
      schema: z.array(Session).default([]),
      save: () => [...sessions.values()],
      load: (saved) => {
        for (const session of saved) sessions.set(session.id, session)
      }
    })
  }
}
