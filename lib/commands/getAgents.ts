/** Lists the agents that took part in the chat, by id. */
import type { Agent } from '../Agent'
import { command, right } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

/** Answers with a copy. */
export const getAgents = command((state) => {
  const agents: Record<string, Agent> = copyJson(state.agents)
  return right({ state, effect: answer({ agents }) })
})
