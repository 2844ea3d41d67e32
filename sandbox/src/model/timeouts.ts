/** Ends what nobody attends: a customer whose stream stays away, and a customer who says nothing to an agent for long. */
import type { Cancel, Timers } from '../Clock.js'
import type { Switchboard } from './switchboard.js'
import { phase } from './thread.js'

export interface Patience {
  /** ms without a stream, from the start or since the last one closed. */
  readonly abandoned: number
  /** ms without a message of the customer while an agent is connected. */
  readonly idle: number
}

export const createTimeouts = (switchboard: Switchboard, timers: Timers, patience: Patience): (() => void) => {
  const away = new Map<string, Cancel>()
  const quiet = new Map<string, Cancel>()

  const stop = (running: Map<string, Cancel>, id: string): void => {
    running.get(id)?.()
    running.delete(id)
  }

  const start = (running: Map<string, Cancel>, id: string, ms: number, by: 'customer' | 'agent'): void => {
    stop(running, id)
    running.set(id, timers.after(ms, () => {
      running.delete(id)
      if (switchboard.peek(id)?.endedAt === undefined) switchboard.end(id, by)
    }))
  }

  const stopAll = (): void => {
    for (const running of [away, quiet]) for (const id of [...running.keys()]) stop(running, id)
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
    else if (!away.has(id)) start(away, id, patience.abandoned, 'customer')
    if (phase(thread) !== 'open') stop(quiet, id)
    else if (!quiet.has(id)) start(quiet, id, patience.idle, 'agent')
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
        const { conversationId: id, message } = change
        if (quiet.has(id) && message.memberId === switchboard.peek(id)?.customerId) start(quiet, id, patience.idle, 'agent')
        return
      }
      case 'reset':
        return stopAll()
      case 'member':
      case 'typing':
        return
    }
  })
  return () => {
    unlisten()
    stopAll()
  }
}
