/** Sessions as a state file holds them. */
import { z } from 'zod'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'
import type { Session } from './Session.js'

const SavedSession = z.object({
  token: z.string(), deploymentId: z.string(), conversationId: z.string(), log: z.array(z.record(z.string(), z.unknown())), attributes: z.record(z.string(), z.string()),
  authenticated: z.boolean(), readOnly: z.boolean(), expiresAt: z.number(), lastTime: z.number()
})

/** What is counted by the rate limits is not kept, and connections do not survive a restart. */
const saved = ({ token, deploymentId, conversationId, log, attributes, authenticated, readOnly, expiresAt, lastTime }: Session): unknown =>
  ({ token, deploymentId, conversationId, log, attributes, authenticated, readOnly, expiresAt, lastTime })

/** The sessions by their tokens. */
export const savedSessions = (byToken: Map<string, Session>): StatePart =>
  statePart({
    name: 'sessions',
    schema: z.array(SavedSession),
    save: () => [...byToken.values()].map(saved),
    load: (sessions) => {
      for (const session of sessions) byToken.set(session.token, { ...session, connections: [], sent: [], histories: [] })
    }
  })
