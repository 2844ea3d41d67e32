/** Custom attributes on their way: each goes with one message, and with another one when that message was refused. Pure. */
import type { Attributes } from './attributes'

export interface Carried {
  /** They go with the next message. */
  readonly waiting: Attributes
  /** They went with a message whose fate is not known yet. */
  readonly sent: { readonly id: string; readonly attributes: Attributes } | undefined
}

export const carrying = (attributes: Attributes): Carried => ({ waiting: attributes, sent: undefined })

/** Newer ones wait for the next message, too. */
export const attached = ({ waiting, sent }: Carried, attributes: Attributes): Carried => ({ waiting: { ...waiting, ...attributes }, sent })

/**
 * What goes with this message. One is on its way at a time: what went with another one, of which nobody has heard that it
 * was taken, goes again.
 */
export const departed = ({ waiting, sent }: Carried, id: string): Carried & { readonly sent: NonNullable<Carried['sent']> } => ({
  waiting: {},
  sent: { id, attributes: { ...sent?.attributes, ...waiting } }
})

/** The message was taken, and they with it; or they were what was refused, and are given up. */
export const gone = (carried: Carried, id: string): Carried => (carried.sent?.id === id ? { waiting: carried.waiting, sent: undefined } : carried)

/** The message was refused: they go with the next one. */
export const refused = (carried: Carried, id: string): Carried =>
  carried.sent?.id === id ? { waiting: { ...carried.sent.attributes, ...carried.waiting }, sent: undefined } : carried
