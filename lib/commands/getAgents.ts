/** Lists the agents that took part in the chat, by id. */
import { copyAgents } from '../Agent'
import type { Command } from '../Command'
import { answer } from '../Effect'

export const getAgents: Command = (state) => [state, answer({ agents: copyAgents(state.agents) })]
