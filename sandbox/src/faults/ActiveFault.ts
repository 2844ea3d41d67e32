/** A fault in force, as the control lists it and the desk shows it. */
import type { FullFault } from './Fault.js'

/** A fault in force. */
export interface ActiveFault {
  readonly id: string
  readonly fault: FullFault
  /** When it was ordered, in ms since the epoch. */
  readonly since: number
  /** Times it still applies; absent when only time or a clearing ends it. */
  readonly left?: number
  /** When it ends by itself, in ms since the epoch. */
  readonly until?: number
}
