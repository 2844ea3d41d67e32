/** Who serves, or served, in the latest session. */
import { distinctUntilChanged, map, scan } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Agent, Agents } from '../Agent'
import type { Service } from '../PublicService'
import { perService } from './perService'

/** Somebody who serves or served, with what tells them apart. */
export interface ListedAgent extends Readonly<Agent> {
  /** As `from.id` of their messages; their name on back ends without ids. */
  readonly id: string
}

/** What the state has, and what was made of it: whoever has not changed is the same object again. */
interface Listing {
  readonly agents: Agents
  readonly list: ReadonlyArray<ListedAgent>
}

const nobody: Listing = { agents: {}, list: Object.freeze([]) }

const listingOf = (before: Listing, agents: Agents): Listing => {
  const known = new Map(before.list.map((agent) => [agent.id, agent]))
  const listed = Object.entries(agents).map(([id, agent]) => {
    const same = before.agents[id] === agent ? known.get(id) : undefined
    return same ?? Object.freeze({ id, ...agent })
  })
  const isSame = listed.length === before.list.length && listed.every((agent, i) => agent === before.list[i])
  return { agents, list: isSame ? before.list : Object.freeze(listed) }
}

/**
 * Everybody who serves or served in the latest session, in the order of their coming: now and on every change. Frozen;
 * somebody of whom nothing is new is the same object as before.
 */
export const agents$: (service: Service) => Observable<ReadonlyArray<ListedAgent>> = perService((service) =>
  service.watch('agents').pipe(
    scan(listingOf, nobody),
    map(({ list }) => list),
    distinctUntilChanged()
  )
)
