/** When a step is taken, and the chance that goes into it: the machines of a conversation have neither clock nor dice. */
export interface Instant {
  /** Ms since the epoch, on the clock of the scheduler. */
  readonly now: number
  /** From 0 (included) to 1 (excluded): spreads pauses, so that clients do not come in step. */
  readonly random: number
}
