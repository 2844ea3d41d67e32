/** One thing that the customer has said, until its fate is known. */
import type { Failure } from './Failure'

/** One message or file of the customer's, on its way. */
export interface Outbound {
  /** Of this entry only: the message gets another one from the back end. For `cancel`. */
  readonly id: string
  /** As it was typed; absent for files. */
  readonly text?: string
  /**
   * `queued`: it waits for a connection, or for those before it, and can be taken back. `sent`: it is on its way.
   * `unknown`: it was sent, and whether it arrived is being found out, or with a `failure`: could not be found out.
   * `confirmed`: the server has it. `failed`: it was refused, taken back, or not sent.
   */
  readonly state: 'queued' | 'sent' | 'unknown' | 'confirmed' | 'failed'
  /** When it came to this state, in ms since the epoch, on the clock of the session. */
  readonly since: number
  /** Why it failed, or why nobody knows: as its command is answered. */
  readonly failure?: Failure
}
