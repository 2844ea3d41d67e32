/** Lists the agents that took part in the chat, by id. */
import { copyAgents } from '../Agent'
import { query } from '../Command'

export const getAgents = query(({ agents }) => ({ agents: copyAgents(agents) }))
