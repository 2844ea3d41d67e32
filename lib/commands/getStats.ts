/** Start time, end time and duration of the chat session in ms, and its agents. While it runs, it ends with the last message. */
import { copyAgents } from '../Agent'
import { query } from '../Command'

export const getStats = query(({ session, agents }) => {
  const latest = 'before' in session ? session.before : session
  const times = { agents: copyAgents(agents), startTime: false, endTime: false, duration: false }
  if (latest._tag === 'idle') return times
  const { startTime } = latest
  const endTime = latest._tag === 'active' ? latest.lastTime : latest.endTime
  return { ...times, startTime, endTime, duration: endTime - startTime }
})
