/** What crossed a wire, by its codec. It is bounded here: in length, and in how deep it is nested. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Decoder, Errors } from 'io-ts'
import type { Malformed } from '../../lib'
import { of } from '../../lib/codecs'
import { explainDepth } from '../../lib/depth'
import { explain } from '../../lib/explain'

/** Characters of a frame, and of a message in an answer, at the most. The services' own limits are far below: 128 kB for a message of an AWS web socket. */
export const MOST_CHARACTERS = 1_000_000

const isBounded = (u: unknown): u is string => typeof u === 'string' && u.length <= MOST_CHARACTERS

/** Stands in the sentence about a text that is too long. */
const Bounded = of(`at most ${MOST_CHARACTERS} characters`, isBounded)

/** What somebody said: a whole answer may be longer than any one text in it. Errors tell one that is too long from what is no string. */
export const SaidText = new t.Type<string, string, unknown>(
  'a string',
  isBounded,
  (u, context) => {
    if (isBounded(u)) return t.success(u)
    if (typeof u !== 'string') return t.failure(u, context)
    // What was expected is read from the end of the context.
    return t.failure(u, [...context.slice(0, -1), { key: context.at(-1)?.key ?? '', type: Bounded }])
  },
  t.identity
)

/** io-ts' codecs are such; a decoder that says no more has every value decoded. */
export interface WireCodec<A> extends Decoder<unknown, A> {
  readonly is?: (u: unknown) => u is A
}

/** What no JSON text stands for. */
const noJson = Symbol('no JSON')

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return noJson
  }
}

const malformed = (sentence: string): E.Either<Malformed, never> => E.left({ errors: [sentence] })

/** A frame: JSON text. */
export const readText = <A>(codec: WireCodec<A>, given: unknown): E.Either<Malformed, A> => {
  const text = typeof given === 'string' ? given : String(given)
  if (text.length > MOST_CHARACTERS) return malformed(`frame: expected at most ${MOST_CHARACTERS} characters, found more`)
  const json = parse(text)
  if (json === noJson) return malformed('frame: expected JSON text')
  const tooDeep = explainDepth('frame', json)
  return tooDeep === undefined ? read(codec, json, 'frame') : malformed(tooDeep)
}

/**
 * `place`: where it stood. `Left` names fields and kinds, never contents. What is as it should be is handed on as it came;
 * for the wire only: what a caller gave is always decoded.
 */
export const read = <A>(codec: WireCodec<A>, given: unknown, place: string): E.Either<Malformed, A> => {
  if (codec.is?.(given)) return E.right(given)
  return E.mapLeft((errors: Errors) => ({ errors: explain(place, errors) }))(codec.decode(given))
}
