/** What crossed a wire, by its codec. */
import * as E from 'fp-ts/Either'
import type { Decoder, Errors } from 'io-ts'
import type { Malformed } from '../../lib'
import { explain } from '../../lib/explain'
import { parsed } from './rest'

/** A frame: JSON text. */
export const readText = <A>(codec: Decoder<unknown, A>, text: unknown): E.Either<Malformed, A> => {
  const json = parsed(String(text))
  return json === undefined ? E.left({ errors: ['frame: expected JSON text'] }) : read(codec, json, 'frame')
}

/** `place`: where it stood. `Left` names fields and kinds, never contents. */
export const read = <A>(codec: Decoder<unknown, A>, given: unknown, place: string): E.Either<Malformed, A> =>
  E.mapLeft((errors: Errors) => ({ errors: explain(place, errors) }))(codec.decode(given))
