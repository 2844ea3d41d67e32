/** The agents and supervisors of a session, and how the list changes when one comes or goes. Who leaves stays in it. */
import type { Party } from './Message'

/** Somebody who serves or served in a session, as `getAgents` lists them. */
export interface Agent {
  /** As it is shown; empty where the back end does not tell. */
  name: string
  /** Whether they are there now. */
  connected: boolean
  /** Whether they came as a supervisor. */
  supervisor: boolean
  /** When they came last, in ms since the epoch. */
  connectedTime: number | false
  /** When they left, in ms since the epoch; `false` while they are there. */
  disconnectedTime: number | false
}

/** By `agentId`. */
export type Agents = Readonly<Record<string, Readonly<Agent>>>

/** Whether they serve the customer. */
export const isAgent = ({ type }: Party): boolean => type === 'Agent' || type === 'Supervisor'

/** The key of an agent. Back ends without ids tell agents apart by name. */
export const agentId = ({ id, name }: Party): string => id ?? name ?? ''

/** Everybody, with this one changed. What every object inherits is nobody: a name like `constructor` stands beside it. */
const withAgent = (agents: Agents, id: string, agent: Agent): Agents => ({ ...agents, [id]: agent })

/** The same agent, who has left: never before they came, whatever clocks say. */
const gone = (agent: Readonly<Agent>, at: number): Agent => ({ ...agent, connected: false, disconnectedTime: Math.max(at, Number(agent.connectedTime)) })

/** Somebody's coming (`here`) or going. */
export interface Move {
  readonly party: Party
  readonly here: boolean
  /** In ms since the epoch. */
  readonly at: number
}

/** The agents after a move. The same ones when that is no news: each one comes once, and goes once. */
export const moved = (agents: Agents, { party, here, at }: Move): Agents => {
  if (!isAgent(party)) return agents
  const id = agentId(party)
  const known = Object.hasOwn(agents, id) ? agents[id] : undefined
  if (here === (known?.connected ?? false)) return agents
  if (here || !known) {
    const { name = '', type } = party
    return withAgent(agents, id, { name, connected: true, supervisor: type === 'Supervisor', connectedTime: at, disconnectedTime: false })
  }
  return withAgent(agents, id, gone(known, at))
}

/** All of them gone, at `at` ms since the epoch; who left before, left then. */
export const allLeft = (agents: Agents, at: number): Agents =>
  Object.fromEntries(Object.entries(agents).map(([id, agent]) => [id, agent.connected ? gone(agent, at) : agent]))
