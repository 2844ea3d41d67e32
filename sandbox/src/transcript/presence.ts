/** Customers who ask again and again instead of holding a stream: whether they are there, and when they have been away for too long. */
import type { Cancel, Timers } from '../Clock.js'
import type { Switchboard } from '../model/switchboard.js'

/** How long a customer may be silent, in ms. */
export interface PresenceTimes {
  /** Then the desk shows the customer as not connected. A sleeping page asks every 30 s. */
  readonly away: number
  /** Then the customer is put out; undefined: never. */
  readonly gone: number | undefined
}

/** What presence is made of. */
export interface PresenceParts {
  readonly switchboard: Switchboard
  readonly timers: Timers
  readonly times: (conversationId: string) => PresenceTimes
}

/** Knows who is there. */
export interface Presence {
  /** The customer has asked for something. */
  readonly touch: (conversationId: string) => void
}

/** Nobody is there yet. */
export const createPresence = ({ switchboard, timers, times }: PresenceParts): Presence => {
  const waiting = new Map<string, Cancel>()

  const stop = (conversationId: string): void => {
    waiting.get(conversationId)?.()
    waiting.delete(conversationId)
  }

  const count = (conversationId: string, streams: number): void => {
    if (switchboard.peek(conversationId)?.streams !== streams) switchboard.setStreams(conversationId, streams)
  }

  const leave = (conversationId: string): void => {
    stop(conversationId)
    const thread = switchboard.peek(conversationId)
    if (thread !== undefined && thread.endedAt === undefined) switchboard.end(conversationId, 'customer')
  }

  const goAway = (conversationId: string): void => {
    stop(conversationId)
    const { away, gone } = times(conversationId)
    if (switchboard.peek(conversationId) === undefined) return
    count(conversationId, 0)
    if (gone !== undefined) waiting.set(conversationId, timers.after(Math.max(0, gone - away), () => leave(conversationId)))
  }

  switchboard.listen((change) => {
    if (change.type === 'forgotten') stop(change.conversationId)
    if (change.type === 'reset') [...waiting.keys()].forEach(stop)
    if (change.type === 'ended' && waiting.has(change.conversationId)) {
      stop(change.conversationId)
      count(change.conversationId, 0)
    }
  })

  return {
    touch: (conversationId) => {
      stop(conversationId)
      const thread = switchboard.peek(conversationId)
      if (thread === undefined || thread.endedAt !== undefined) return
      count(conversationId, 1)
      const { away, gone } = times(conversationId)
      waiting.set(conversationId, timers.after(Math.min(away, gone ?? away), () => goAway(conversationId)))
    }
  }
}
