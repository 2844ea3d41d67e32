/** io-ts for the script bundles: the codecs that they use, for decoding alone. Same results, same errors, same contexts. */
import type { Context, Errors, Validation } from 'io-ts'
import { left, right } from './fp-ts'

type Is = (u: unknown) => boolean
type Validate = (u: unknown, context: Context) => Validation<unknown>

export const success = right

const failures = (errors: Errors): Validation<never> => left(errors)

export const failure = (value: unknown, context: Context, message?: string): Validation<never> => failures([{ value, context, message }])

export const identity = <A>(value: A): A => value

export const appendContext = (context: Context, key: string, type: Type, actual?: unknown): Context =>
  [...context, { key, type, actual }] as unknown as Context // a codec of ours decodes, and that is all a context is asked for

export class Type {
  declare readonly name: string
  declare readonly is: Is
  declare readonly validate: Validate

  constructor(name: string, is: Is, validate: Validate) {
    Object.assign(this, { name, is, validate })
  }

  decode(u: unknown): Validation<unknown> {
    return this.validate(u, appendContext([], '', this, u))
  }
}

const of = (name: string, is: Is): Type => new Type(name, is, (u, context) => (is(u) ? success(u) : failure(u, context)))

export const unknown = of('unknown', () => true)
export const string = of('string', (u) => typeof u === 'string')
export const number = of('number', (u) => typeof u === 'number')
export const boolean = of('boolean', (u) => typeof u === 'boolean')
export const UnknownArray = of('UnknownArray', Array.isArray)
export const UnknownRecord = of('UnknownRecord', (u) => typeof u === 'object' && u !== null && !Array.isArray(u))

export const keyof = (keys: object, name = Object.keys(keys).map((key) => JSON.stringify(key)).join(' | ')): Type =>
  of(name, (u) => typeof u === 'string' && Object.hasOwn(keys, u))

type Found = Readonly<Record<string, unknown>>

const copyOf = (found: Found): Record<string, unknown> => (Array.isArray(found) ? ([...found] as unknown as Record<string, unknown>) : { ...found }) // an array by its indices

/** Every part by its codec; copied when one of them decoded to something else. */
const inside = (name: string, whole: Type, codecs: (u: Found) => ReadonlyArray<readonly [string, Type]>): Type =>
  new Type(
    name,
    (u) => whole.is(u) && codecs(u as Found).every(([key, codec]) => key in (u as Found) && codec.is((u as Found)[key])),
    (u, context) => {
      if (!whole.is(u)) return failure(u, context)
      const found = u as Found
      let decoded: Record<string, unknown> | undefined
      const errors = codecs(found).flatMap(([key, codec]) => {
        const value = found[key]
        const part = codec.validate(value, appendContext(context, key, codec, value))
        if (part._tag === 'Left') return part.left
        if (part.right !== value || !(key in found)) (decoded ??= copyOf(found))[key] = part.right
        return []
      })
      return errors.length > 0 ? failures(errors) : success(decoded ?? u)
    }
  )

/** Who makes one names it. */
export const type = (props: Readonly<Record<string, Type>>, name: string): Type => {
  const codecs = Object.entries(props)
  return inside(name, UnknownRecord, () => codecs)
}

export const array = (item: Type, name = `Array<${item.name}>`): Type =>
  inside(name, UnknownArray, (found) => Array.from(found as unknown as ReadonlyArray<unknown>, (_, i) => [String(i), item]))
