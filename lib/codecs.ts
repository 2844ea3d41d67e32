/** Codecs that commands and configurations share. Each name completes the sentence "expected …". */
import * as t from 'io-ts'

/** `read` makes of what was given what `is` decides on. */
export const codec = <A>(name: string, is: (u: unknown) => u is A, read: (u: unknown) => unknown = t.identity): t.Type<A, A, unknown> =>
  new t.Type(name, is, (given, context) => {
    const u = read(given)
    return is(u) ? t.success(u) : t.failure(given, context)
  }, t.identity)

/** `t.type` that says "an object" when it finds none; fields it does not name pass through. */
export const object = <P extends t.Props>(props: P) => t.type(props, 'an object')

/** Any value may be asked for its fields, but for `undefined` and `null`. */
export const Anything = t.unknown as t.Decoder<unknown, Readonly<Record<string, unknown>>>

/** Text with something in it besides white space. */
export const Text = codec('a text that is not blank', (u): u is string => typeof u === 'string' && u.trim() !== '')

export const RegExpC = codec('a regular expression', (u): u is RegExp => Object.prototype.toString.call(u) === '[object RegExp]')

export const Url = codec('an absolute URL with http or https', (u): u is string => typeof u === 'string' && /^https?:\/\/[^\s/]+/i.test(u))

export const Milliseconds = codec('a number of milliseconds above 0', (u): u is number => typeof u === 'number' && u > 0 && u <= 0x7fffffff)

/** `a` or `[a, …]`, always decoded to an array that is not empty. */
export const OneOrMany = <A>(item: t.Type<A>) =>
  codec(
    `${item.name} or an array of them`,
    (u): u is ReadonlyArray<A> => Array.isArray(u) && u.length > 0 && u.every(item.is),
    (u) => (Array.isArray(u) ? u : [u])
  )

/** Absent or `null` becomes `value`. */
export const withDefault = <A, B = A>(codec: t.Type<A, unknown, unknown>, value: B): t.Type<A | B, unknown, unknown> =>
  new t.Type<A | B, unknown, unknown>(
    codec.name,
    (u): u is A | B => u === value || codec.is(u),
    (u, context) => (u === undefined || u === null ? t.success(value) : codec.validate(u, context)),
    t.identity
  )

export const optional = <A>(codec: t.Type<A, unknown, unknown>) => withDefault(codec, undefined)

/** What a person or a form typed: numbers count as text. */
const typed = (u: unknown): unknown => (typeof u === 'number' ? String(u) : u)

export const Field = optional(codec('a string', t.string.is, typed))
export const Id = codec('an id', Text.is, typed)
