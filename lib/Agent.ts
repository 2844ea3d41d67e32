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

/** Own keys only: names come from outside, and `constructor` is one. */
export const isKnown = (agents: Agents, party: Party): boolean => Object.prototype.hasOwnProperty.call(agents, agentId(party))

export const isConnected = (agents: Agents, party: Party): boolean => isKnown(agents, party) && agents[agentId(party)]?.connected === true

export const joined = (agents: Agents, party: Party, at: number): Agents => ({
  ...agents,
  [agentId(party)]: {
    name: party.name ?? '',
    connected: true,
    supervisor: party.type === 'Supervisor',
    connectedTime: at,
    disconnectedTime: false
  }
})

export const left = (agents: Agents, party: Party, at: number): Agents => {
  const known = isKnown(agents, party) && agents[agentId(party)]
  return known ? { ...agents, [agentId(party)]: { ...known, connected: false, disconnectedTime: at } } : agents
}

export const allLeft = (agents: Agents, at: number): Agents =>
  Object.fromEntries(
    Object.entries(agents).map(([id, agent]) => [id, agent.connected ? { ...agent, connected: false, disconnectedTime: at } : agent])
  )

export const numConnected = (agents: Agents): number => Object.values(agents).filter(({ connected }) => connected).length

/** Copies to give away. */
export const copyAgents = (agents: Agents): Record<string, Agent> =>
  Object.fromEntries(Object.entries(agents).map(([id, agent]) => [id, { ...agent }]))
