/** Codecs that commands and configurations share. Each name completes the sentence "expected …". */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'

const of = <A>(name: string, is: (u: unknown) => u is A): t.Type<A> =>
  new t.Type(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity)

/** `pattern` without the flags `g` and `y`: it has no memory. */
export const matching = (name: string, pattern: RegExp): t.Type<string> => of(name, (u): u is string => typeof u === 'string' && pattern.test(u))

/** Text with something in it besides white space. */
export const Text = matching('a text that is not blank', /\S/)

export const RegExpC = of('a regular expression', (u): u is RegExp => Object.prototype.toString.call(u) === '[object RegExp]')

export type AnyFunction = (...args: ReadonlyArray<unknown>) => unknown
export const FunctionC = of('a function', (u): u is AnyFunction => typeof u === 'function')

export const Url = matching('an absolute URL with http or https', /^https?:\/\/[^\s/]+/i)

export const Milliseconds = of('a number of milliseconds above 0', (u): u is number => typeof u === 'number' && u > 0 && u <= 0x7fffffff)

export const PageSize = of('a whole number from 1 to 100', (u): u is number => typeof u === 'number' && Number.isInteger(u) && u >= 1 && u <= 100)

/** `a` or `[a, …]`, always decoded to an array that is not empty. */
export const OneOrMany = <A>(item: t.Type<A>): t.Type<ReadonlyArray<A>, unknown, unknown> =>
  new t.Type<ReadonlyArray<A>, unknown, unknown>(
    `${item.name} or an array of them`,
    (u): u is ReadonlyArray<A> => Array.isArray(u) && u.every(item.is),
    (u, context) => {
      const items: ReadonlyArray<unknown> = Array.isArray(u) ? u : [u]
      return items.length > 0 && items.every(item.is) ? t.success(items) : t.failure(u, context)
    },
    t.identity
  )

/** Absent or `null` becomes `value`. */
export const withDefault = <A>(codec: t.Type<A, unknown, unknown>, value: A): t.Type<A, unknown, unknown> =>
  new t.Type(codec.name, codec.is, (u, context) => (u === undefined || u === null ? E.right(value) : codec.validate(u, context)), t.identity)

export const optional = <A>(codec: t.Type<A, unknown, unknown>): t.Type<A | undefined, unknown, unknown> =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, context) => (u === undefined || u === null ? E.right(undefined) : codec.validate(u, context)),
    t.identity
  )

/** What a person or a form typed: numbers count as text. */
export const Field = new t.Type<string | undefined, unknown, unknown>(
  'a string',
  (u): u is string | undefined => u === undefined || typeof u === 'string',
  (u, context) =>
    u === undefined || u === null ? t.success(undefined) : typeof u === 'string' || typeof u === 'number' ? t.success(String(u)) : t.failure(u, context),
  t.identity
)
