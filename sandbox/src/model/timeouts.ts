/** Ends what nobody attends: a customer whose stream stays away, and a customer who says nothing to an agent for long. */
import type { Cancel, Timers } from '../Clock.js'
import type { Switchboard } from './switchboard.js'
import { phase } from './thread.js'

/** How long a customer is waited for. */
export interface Patience {
  /** ms without a stream, from the start or since the last one closed. */
  readonly abandoned: number
  /** ms without a message of the customer while an agent is connected. */
  readonly idle: number
}

/** The timer of each conversation in which one kind of waiting goes on. */
type Waiting = Map<string, Cancel>

/** Watches every conversation from now on. Returns how to stop. */
export const createTimeouts = (switchboard: Switchboard, timers: Timers, patience: Patience): (() => void) => {
  const away: Waiting = new Map()
  const quiet: Waiting = new Map()

  const stop = (waiting: Waiting, id: string): void => {
    waiting.get(id)?.()
    waiting.delete(id)
  }

  const stopAll = (): void => {
    for (const waiting of [away, quiet]) {
      for (const id of [...waiting.keys()]) stop(waiting, id)
    }
  }

  const end = (id: string, by: 'customer' | 'agent'): void => {
    stop(away, id)
    stop(quiet, id)
    const thread = switchboard.peek(id)
    if (thread !== undefined && thread.endedAt === undefined) switchboard.end(id, by)
  }

  const waitForStream = (id: string): void => {
    stop(away, id)
    away.set(id, timers.after(patience.abandoned, () => end(id, 'customer')))
  }

  const waitForWords = (id: string): void => {
    stop(quiet, id)
    quiet.set(id, timers.after(patience.idle, () => end(id, 'agent')))
  }

  const review = (id: string): void => {
    const thread = switchboard.peek(id)
    if (thread === undefined || thread.endedAt !== undefined) {
      stop(away, id)
      stop(quiet, id)
      return
    }
    if (thread.opening.lasting === true) return
    if (thread.streams > 0) stop(away, id)
    else if (!away.has(id)) waitForStream(id)
    if (phase(thread) !== 'open') stop(quiet, id)
    else if (!quiet.has(id)) waitForWords(id)
  }

  const unlisten = switchboard.listen((change) => {
    switch (change.type) {
      case 'opened':
      case 'conversation':
        return review(change.conversation.id)
      case 'ended':
      case 'forgotten':
        return review(change.conversationId)
      case 'message': {
        const { conversationId, message } = change
        const isCustomers = message.memberId === switchboard.peek(conversationId)?.customerId
        if (quiet.has(conversationId) && isCustomers) waitForWords(conversationId)
        return
      }
      case 'reset':
        return stopAll()
      case 'member':
      case 'typingStopped':
      case 'staff':
      case 'aside':
      case 'typing':
        return
    }
  })
  return () => {
    unlisten()
    stopAll()
  }
}
