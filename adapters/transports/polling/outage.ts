/** Whether the chat server behind the back end is there: polls that are answered, but not served, are counted. Pure. */

/** What polls have said of the chat server. */
export interface Outage {
  /** Polls in a row that were not served. */
  readonly count: number
  /** Everybody has been told that the chat server is away. */
  readonly isOffline: boolean
}

/** The chat server is there. */
export const noOutage: Outage = { count: 0, isOffline: false }

/** A poll was answered. `limit`: how many in a row may go unserved before the chat server counts as away. */
export const counted = ({ count, isOffline }: Outage, isServed: boolean, limit: number): Outage =>
  isServed ? noOutage : { count: count + 1, isOffline: isOffline || count + 1 > limit }

/** What everybody is told of the change from one to the other. */
export const signalOf = (before: Outage, now: Outage): 'chatServerWentOffline' | 'chatServerBackOnline' | undefined => {
  if (before.isOffline === now.isOffline) return undefined
  return now.isOffline ? 'chatServerWentOffline' : 'chatServerBackOnline'
}
