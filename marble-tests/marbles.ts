/** The kit's marbles with jest's equality. */
import { marblesWith } from '../testing'

interface Notified {
  readonly frame: number
  readonly notification: { readonly kind: string; readonly value?: unknown; readonly error?: unknown }
}

/** Notifications one per line, so that a difference can be read. */
const readable = (given: unknown): unknown =>
  Array.isArray(given) && given.every((it: Partial<Notified>) => it.notification !== undefined)
    ? (given as ReadonlyArray<Notified>).map(({ frame, notification: { kind, value, error } }) =>
        kind === 'N' ? (typeof value === 'string' ? `${frame} ${value}` : [frame, value]) : kind === 'E' ? [frame, 'error', error] : `${frame} |`
      )
    : given

export const marbles = marblesWith((actual, expected) => expect(readable(actual)).toEqual(readable(expected)))
