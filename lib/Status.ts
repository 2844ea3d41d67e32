/** How the chat stands, for whoever shows it: one word, why it is so, and since when. Pure. */
import type { Phase } from './Session'

/** A status by its name, with what can have led to it. */
export type Status = {
  /** In ms since the epoch, on the clock of the session. */
  readonly since: number
} & (
  | {
      /** There is no chat. */
      readonly name: 'idle'
      /** `new`: there has been none. `startFailed`, `notRestored`: the one that was on its way did not come about. */
      readonly why: 'new' | 'startFailed' | 'notRestored'
    }
  /** A new chat is on its way. */
  | { readonly name: 'starting'; readonly why: 'startChat' }
  /** The chat of an earlier page is on its way. */
  | { readonly name: 'restoring'; readonly why: 'restore' }
  | {
      /** The chat is there. */
      readonly name: 'active'
      /** What brought it: `reconnected` after each connection that was lost and came back. */
      readonly why: 'started' | 'restored' | 'reconnected'
    }
  /** The chat is there, its connection is gone. */
  | { readonly name: 'reconnecting'; readonly why: 'connectionLost' }
  | {
      /** The chat is over, and no other has been begun. */
      readonly name: 'ended'
      /** `endChat`: by the customer, here. `closed`: by anybody else, or by the customer in another tab. */
      readonly why: 'endChat' | 'closed'
    }
)

/** What a status is read off. */
export interface Standing {
  readonly phase: Phase
  /** Whether the connection is gone. */
  readonly lost: boolean
  readonly status: Status
}

/** Before the first chat. */
export const newStatus = (since: number): Status => ({ name: 'idle', why: 'new', since })

const withoutChat = ({ phase, status }: Standing, since: number): Status => {
  switch (phase) {
    case 'starting':
      return { name: 'idle', why: 'startFailed', since }
    case 'restoring':
      return { name: 'idle', why: 'notRestored', since }
    case 'active':
      return { name: 'ended', why: 'closed', since }
    case 'ended': // told when it ended
    case 'idle':
      return status
  }
}

const withChat = ({ phase }: Standing, { lost }: Pick<Standing, 'lost'>, since: number): Status => {
  if (lost) return { name: 'reconnecting', why: 'connectionLost', since }
  if (phase === 'starting') return { name: 'active', why: 'started', since }
  if (phase === 'restoring') return { name: 'active', why: 'restored', since }
  return { name: 'active', why: 'reconnected', since }
}

/** The status after a change at `at` ms since the epoch: the same one when nothing of it has changed. */
export const statusAfter = (before: Standing, after: Pick<Standing, 'phase' | 'lost'>, at: number): Status => {
  if (before.phase === after.phase && before.lost === after.lost) return before.status
  switch (after.phase) {
    case 'idle':
      return withoutChat(before, at)
    case 'starting':
      return { name: 'starting', why: 'startChat', since: at }
    case 'restoring':
      return { name: 'restoring', why: 'restore', since: at }
    case 'active':
      return withChat(before, after, at)
    case 'ended':
      return { name: 'ended', why: 'endChat', since: at }
  }
}
