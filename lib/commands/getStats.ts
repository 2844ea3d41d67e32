/** Start, end and duration of the chat session, and its agents. */
import type { Agent } from '../Agent'
import { command, right } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

/** Times and agents of the latest session. */
export interface Stats {
  /** By id. */
  agents: Record<string, Agent>
  /** When the session began, in ms since the epoch; `false` before the first one. */
  startTime: number | false
  /** When it ended, in ms since the epoch; while it runs, its last message. `false` before the first session. */
  endTime: number | false
  /** Their difference, in ms; `false` before the first session. */
  duration: number | false
}

/** Answers with a copy. */
export const getStats = command((state) => {
  const { agents, startTime, endTime } = state
  const duration = startTime === false ? false : Number(endTime) - startTime
  const stats: Stats = { agents: copyJson(agents), startTime, endTime, duration }
  return right({ state, effect: answer(stats) })
})
