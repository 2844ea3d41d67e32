/** Codecs that commands and configurations share. Each name completes the sentence "expected …". */
import * as t from 'io-ts'

/** A codec from a type guard. `name` completes the sentence "expected …". `read` prepares what was given, before `is` looks at it. */
export const of = <A>(name: string, is: (u: unknown) => u is A, read: (u: unknown) => unknown = t.identity): t.Type<A, A, unknown> =>
  new t.Type(name, is, (given, context) => {
    const u = read(given)
    return is(u) ? t.success(u) : t.failure(given, context)
  }, t.identity)

/**
 * `t.type` that says "an object" when it finds none; fields it does not name pass through. A field that is not there is
 * `undefined` for `is`, as it is for `decode`: what `is` accepts, `decode` would hand on as it came.
 */
export const object = <P extends t.Props>(props: P): t.TypeC<P> => {
  const { name, validate, encode } = t.type(props, 'an object')
  const fields = Object.entries(props)
  const hasFields = (u: unknown): u is t.TypeOf<t.TypeC<P>> =>
    t.UnknownRecord.is(u) && fields.every(([key, codec]) => codec.is(u[key]))
  return new t.InterfaceType(name, hasFields, validate, encode, props)
}

/** `pattern` without the flags `g` and `y`: it has no memory. */
export const matching = (name: string, pattern: RegExp) => of(name, (u): u is string => typeof u === 'string' && pattern.test(u))

/** Text with something in it besides white space. */
export const Text = matching('a text that is not blank', /\S/)

/** One of these texts. */
export const oneOf = <A extends string>(...names: ReadonlyArray<A>) => {
  const all: ReadonlyArray<unknown> = names
  return of(names.map((name) => `'${name}'`).join(' or '), (u): u is A => all.includes(u))
}

/** Of this window or another one. */
export const RegExpC = of('a regular expression', (u): u is RegExp => Object.prototype.toString.call(u) === '[object RegExp]')

const has = (u: unknown, ...members: ReadonlyArray<string>): u is object =>
  typeof u === 'object' && u !== null && members.every((member) => member in u)

/** Whatever it takes and returns. */
export const FunctionC = of('a function', (u): u is () => unknown => typeof u === 'function')

/** Of RxJS, whichever copy of it made it. */
export const ObservableC = of('an observable', (u): u is object => has(u, 'subscribe', 'pipe'))

/** Of RxJS, whichever copy of it made it. */
export const SchedulerC = of('a scheduler', (u): u is object => has(u, 'now', 'schedule'))

/** An address of a server. */
export const Url = matching('an absolute URL with http or https', /^https?:\/\/[^\s/]+/i)

/** As long as a timer can wait: 24.8 days. */
const LONGEST = 2_147_483_647

/** A time to wait, in ms. */
export const Milliseconds = of(
  'a number of milliseconds from 1 to 2,147,483,647',
  (u): u is number => typeof u === 'number' && u >= 1 && u <= LONGEST
)

/** A point in time or a count: neither `NaN` nor without end. */
export const Finite = of('a finite number', (u): u is number => Number.isFinite(u))

/** Messages per page of history. */
export const PageSize = of('a whole number from 1 to 100', (u): u is number => typeof u === 'number' && Number.isInteger(u) && u >= 1 && u <= 100)

/** Absent or `null` becomes `value`. */
export const withDefault = <A, const B = A>(codec: t.Type<A, unknown, unknown>, value: B): t.Type<A | B, unknown, unknown> =>
  new t.Type<A | B, unknown, unknown>(
    codec.name,
    (u): u is A | B => u === value || codec.is(u),
    (u, context) => (u === undefined || u === null ? t.success(value) : codec.validate(u, context)),
    t.identity
  )

/** Absent or `null` becomes `undefined`. */
export const optional = <A>(codec: t.Type<A, unknown, unknown>) => withDefault(codec, undefined)

/** What a person or a form typed: numbers count as text. */
export const Field = optional(of('a string', t.string.is, (u) => (typeof u === 'number' ? String(u) : u)))
