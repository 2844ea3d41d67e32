/** Warns where nobody says anything, and ends the chat where nobody does after the warning either. */
import type { Cancel, Timers } from '../Clock.js'
import type { Switchboard } from '../model/switchboard.js'

/** When it warns and ends, in ms. */
export interface IdleTimes {
  readonly alert: number
  /** From the warning on. */
  readonly close: number
}

/** What it is made of. */
export interface IdleControlParts {
  readonly backEnd: string
  readonly switchboard: Switchboard
  readonly timers: Timers
  /** Undefined while it is switched off. */
  readonly times: () => IdleTimes | undefined
}

/** The idle control of one back end's conversations. */
export interface IdleControl {
  /** Until the end, where a warning was told. */
  readonly secondsLeft: (conversationId: string) => number | undefined
  /** Begins to watch the conversations that a state file held. */
  readonly resume: () => void
}

interface Watch {
  readonly cancel: Cancel
  /** Of a warning that was told: when the chat ends, in ms since the epoch. */
  readonly endsAt?: number
}

const alertText = 'Chat session will be closed soon due to inactivity of chat participants.'
const closeText = 'Chat session closed due to inactivity of chat participants.'

/** Watches every conversation of the back end from now on. */
export const createIdleControl = ({ backEnd, switchboard, timers, times }: IdleControlParts): IdleControl => {
  const watches = new Map<string, Watch>()

  const stop = (conversationId: string): void => {
    watches.get(conversationId)?.cancel()
    watches.delete(conversationId)
  }

  const close = (conversationId: string): void => {
    stop(conversationId)
    switchboard.announce(conversationId, { kind: 'idleClose', text: closeText })
    switchboard.end(conversationId, 'agent')
  }

  const alert = (conversationId: string, after: number): void => {
    const data = { 'next-idle-timer-type': 'CLOSE', 'next-idle-timer-secs': String(after / 1_000) }
    watches.set(conversationId, { cancel: timers.after(after, () => close(conversationId)), endsAt: timers.now() + after })
    switchboard.announce(conversationId, { kind: 'idleAlert', text: alertText, data })
  }

  /** Somebody did something, or the chat begins. */
  const restart = (conversationId: string): void => {
    stop(conversationId)
    const now = times()
    const thread = switchboard.peek(conversationId)
    if (now === undefined || thread === undefined || thread.endedAt !== undefined || thread.opening.backEnd !== backEnd) return
    watches.set(conversationId, { cancel: timers.after(now.alert, () => alert(conversationId, now.close)) })
  }

  switchboard.listen((change) => {
    switch (change.type) {
      case 'message':
        if (change.message.kind !== 'idleAlert') restart(change.conversationId)
        return
      case 'typing':
        return restart(change.conversationId)
      case 'aside':
        // A page that wakes says so in a custom notice with the purpose of cancelling the timer.
        if (change.message.kind === 'customNotice') restart(change.conversationId)
        return
      case 'ended':
      case 'forgotten':
        return stop(change.conversationId)
      case 'reset':
        return [...watches.keys()].forEach(stop)
      case 'opened':
      case 'conversation':
      case 'member':
      case 'typingStopped':
      case 'staff':
        return
    }
  })

  return {
    secondsLeft: (conversationId) => {
      const endsAt = watches.get(conversationId)?.endsAt
      return endsAt === undefined ? undefined : Math.max(0, Math.ceil((endsAt - timers.now()) / 1_000))
    },
    resume: () => {
      for (const { id } of switchboard.all()) restart(id)
    }
  }
}
