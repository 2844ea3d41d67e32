/** Lists the agents that took part in the chat, by id. */
import { command } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

export const getAgents = command((state) => [state, answer({ agents: copyJson(state.agents) })])
