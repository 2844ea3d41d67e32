/** A fault in force. Types only: the desk's page reads them too. */
import type { Fault } from './Fault.js'

export interface ActiveFault {
  readonly id: string
  readonly fault: Fault
  /** Times it still applies; absent when only time or a clearing ends it. */
  readonly left?: number
  /** When it ends by itself. */
  readonly until?: number
}
