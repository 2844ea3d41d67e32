/** The kit's marbles with jest's equality. */
import { marblesWith } from '../testing'

interface Notified {
  readonly frame: number
  readonly notification: { readonly kind: string; readonly value?: unknown }
}

const inLetters = (given: unknown): given is ReadonlyArray<Notified> =>
  Array.isArray(given) &&
  given.every(({ notification }: Partial<Notified>) => notification?.kind === 'C' || (notification?.kind === 'N' && typeof notification.value === 'string'))

const lines = (given: ReadonlyArray<Notified>): ReadonlyArray<string> =>
  given.map(({ frame, notification: { kind, value } }) => (kind === 'N' ? `${frame} ${value}` : `${frame} |`))

/** Letters one per line, so that a difference can be read; other values as they are. */
export const marbles = marblesWith((actual, expected) =>
  inLetters(actual) && inLetters(expected) ? expect(lines(actual)).toEqual(lines(expected)) : expect(actual).toEqual(expected)
)
