/** Who serves the customer. Agents stay listed after they leave. */
import type { Party } from './Message'

/** As `getAgents` lists it. Times in ms since the epoch; `false` while there is none. */
export interface Agent {
  name: string
  connected: boolean
  supervisor: boolean
  connectedTime: number | false
  disconnectedTime: number | false
}

export type Agents = Readonly<Record<string, Readonly<Agent>>>

export const isAgent = ({ type }: Party): boolean => type === 'Agent' || type === 'Supervisor'

/** The key of an agent. Back ends without ids tell agents apart by name. */
export const agentId = ({ id, name }: Party): string => id ?? name ?? ''

/** When somebody comes (`here`) or goes. The same agents when that is no news: each agent comes once, and goes once. */
export const moved = (agents: Agents, party: Party, here: boolean, at: number): Agents => {
  const id = agentId(party)
  const known = agents[id] // what every object inherits is no connected agent: a name like `constructor` is unknown, too
  return !isAgent(party) || here === (known?.connected ?? false)
    ? agents
    : {
        ...agents,
        [id]: {
          name: party.name ?? '',
          supervisor: party.type === 'Supervisor',
          connectedTime: at,
          ...(!here && known),
          connected: here,
          disconnectedTime: !here && at
        }
      }
}

export const allLeft = (agents: Agents, at: number): Agents =>
  Object.keys(agents).reduce((left, id) => moved(left, { id, type: 'Agent' }, false, at), agents)
