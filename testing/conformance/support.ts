/** What a conformance run has proven of a back end: which commands it carries out, and which events it tells. */
import type { CommandName, EventName } from '../../lib'

/** A row of the table: a command, or one in a situation that back ends differ in. */
export type SupportRow = CommandName | 'updateUserData during the chat'

/** Of each command and event that came up, whether the back end has it. */
export interface Support {
  /** `true`: carried out at least once. `false`: refused, because the back end has no such thing. */
  readonly commands: Readonly<Partial<Record<SupportRow, boolean>>>
  /** `true`: told at least once. */
  readonly events: Readonly<Partial<Record<EventName, true>>>
}

/** Where a run writes down what came of it. */
export interface Ledger {
  /** `outcome`: `done`, or the `_tag` of the failure. */
  readonly answered: (row: SupportRow, outcome: string) => void
  readonly told: (name: EventName) => void
  /** What has been written down so far. */
  readonly support: () => Support
}

/** An empty one. */
export const createLedger = (): Ledger => {
  const commands: Partial<Record<SupportRow, boolean>> = {}
  const events: Partial<Record<EventName, true>> = {}
  return {
    answered: (row, outcome) => {
      if (outcome === 'Unsupported') commands[row] = false
      if (outcome === 'done') commands[row] = true
    },
    told: (name) => {
      events[name] = true
    },
    support: () => ({ commands: { ...commands }, events: { ...events } })
  }
}
