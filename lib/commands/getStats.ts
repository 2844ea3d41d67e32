/** Start time, end time and duration of the chat session in ms, and its agents. While it runs, it ends with the last message. */
import { copyAgents } from '../Agent'
import type { Command } from '../Command'
import { answer } from '../Effect'

export const getStats: Command = (state) => {
  const session = 'before' in state.session ? state.session.before : state.session
  const startTime = 'startTime' in session && session.startTime
  const endTime = 'lastTime' in session ? session.lastTime : 'endTime' in session && session.endTime
  const duration = startTime !== false && endTime !== false && endTime - startTime
  return [state, answer({ agents: copyAgents(state.agents), startTime, endTime, duration })]
}
