/** Small decoders for what comes in from outside: a problem names the field, what was found and what was expected. */

export interface Problem {
  readonly field: string
  readonly found: string
  readonly expected: string
}

export type Decoded<A> = { readonly ok: true; readonly value: A } | { readonly ok: false; readonly problem: Problem }
export type Decoder<A> = (input: unknown, field: string) => Decoded<A>
type Value<D> = D extends Decoder<infer A> ? A : never

const shown = (input: unknown): string => {
  if (input === undefined) return 'nothing'
  if (Array.isArray(input)) return 'an array'
  if (typeof input === 'object' && input !== null) return 'an object'
  const text = JSON.stringify(input)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export const right = <A>(value: A): Decoded<A> => ({ ok: true, value })
export const wrong = (input: unknown, field: string, expected: string): Decoded<never> => ({ ok: false, problem: { field, found: shown(input), expected } })

export const says = ({ field, found, expected }: Problem): string => `${field}: found ${found}, expected ${expected}`

export const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> => typeof input === 'object' && input !== null && !Array.isArray(input)

export const text: Decoder<string> = (input, field) =>
  typeof input === 'string' && input.trim() !== '' ? right(input) : wrong(input, field, 'a text that is not empty')

export const flag: Decoder<boolean> = (input, field) => (typeof input === 'boolean' ? right(input) : wrong(input, field, 'true or false'))

export const integer = (least: number, most: number): Decoder<number> => (input, field) =>
  typeof input === 'number' && Number.isInteger(input) && input >= least && input <= most
    ? right(input)
    : wrong(input, field, `a whole number from ${least} to ${most}`)

export const oneOf = <A extends string>(...values: ReadonlyArray<A>): Decoder<A> => (input, field) => {
  const value = values.find((candidate) => candidate === input)
  return value === undefined ? wrong(input, field, `one of ${values.join(', ')}`) : right(value)
}

export const optional = <A>(decoder: Decoder<A>): Decoder<A | undefined> => (input, field) => (input === undefined || input === null ? right(undefined) : decoder(input, field))

export const withDefault = <A>(decoder: Decoder<A>, value: A): Decoder<A> => (input, field) => (input === undefined || input === null ? right(value) : decoder(input, field))

export const list = <A>(decoder: Decoder<A>): Decoder<ReadonlyArray<A>> => (input, field) => {
  if (!Array.isArray(input)) return wrong(input, field, 'an array')
  const values: A[] = []
  for (const [index, item] of input.entries()) {
    const decoded = decoder(item, `${field}[${index}]`)
    if (!decoded.ok) return decoded
    values.push(decoded.value)
  }
  return right(values)
}

type Shape = Readonly<Record<string, Decoder<unknown>>>
type Shaped<S extends Shape> = { readonly [K in keyof S]: Value<S[K]> }

/** Reads the fields of the shape; others are refused when `closed`, else ignored. */
export const shape = <S extends Shape>(fields: S, closed = false): Decoder<Shaped<S>> => (input, field) => {
  if (!isRecord(input)) return wrong(input, field, 'an object')
  const stranger = closed ? Object.keys(input).find((key) => !Object.hasOwn(fields, key)) : undefined
  const at = (key: string): string => (field === 'body' ? key : `${field}.${key}`)
  if (stranger !== undefined) return wrong(input[stranger], at(stranger), `none but ${Object.keys(fields).join(', ')}`)
  const values: [string, unknown][] = []
  for (const [key, decoder] of Object.entries(fields)) {
    const decoded = decoder(Object.hasOwn(input, key) ? input[key] : undefined, at(key))
    if (!decoded.ok) return decoded
    if (decoded.value !== undefined) values.push([key, decoded.value])
  }
  // Every field of the shape was decoded by its own decoder just above.
  return right(Object.fromEntries(values) as Shaped<S>)
}
