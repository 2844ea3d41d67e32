/** Start time, end time and duration of the chat session in ms, and its agents. While it runs, it ends with the last message. */
import { query } from '../Command'
import { copyJson } from '../data'

export const getStats = query(({ agents, startTime, endTime }) => ({
  agents: copyJson(agents),
  startTime,
  endTime,
  duration: startTime !== false && Number(endTime) - startTime
}))
