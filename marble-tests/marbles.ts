/** The kit's marbles with jest's equality. */
import { marblesWith } from '../testing'

export const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))
