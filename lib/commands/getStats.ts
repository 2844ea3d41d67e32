/** Start time, end time and duration of the chat session in ms, and its agents. While it runs, it ends with the last message. */
import { command } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

export const getStats = command((state) => {
  const { agents, startTime, endTime } = state
  return [state, answer({ agents: copyJson(agents), startTime, endTime, duration: startTime !== false && Number(endTime) - startTime })]
})
