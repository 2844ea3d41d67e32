/** Start time, end time and duration of the chat session in ms, and its agents. While it runs, it ends with the last message. */
import { copyAgents } from '../Agent'
import { query } from '../Command'
import type { Session } from '../Session'

const times = (session: Session): { startTime: number | false; endTime: number | false; duration: number | false } => {
  switch (session._tag) {
    case 'idle':
      return { startTime: false, endTime: false, duration: false }
    case 'starting':
    case 'restoring':
      return times(session.before)
    case 'active':
      return { startTime: session.startTime, endTime: session.lastTime, duration: session.lastTime - session.startTime }
    case 'ended':
      return { startTime: session.startTime, endTime: session.endTime, duration: session.endTime - session.startTime }
  }
}

export const getStats = query(({ session, agents }) => ({ agents: copyAgents(agents), ...times(session) }))
