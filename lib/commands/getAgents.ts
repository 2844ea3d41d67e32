/** Lists the agents that took part in the chat, by id. */
import { query } from '../Command'
import { copyJson } from '../data'

export const getAgents = query(({ agents }) => ({ agents: copyJson(agents) }))
