/** io-ts for the script bundles: the codecs that they use, for decoding alone. Same results, same errors, same contexts. */
import type { Context, Errors, Validation } from 'io-ts'
import { left, right } from './fp-ts'

type Is = (u: unknown) => boolean
type Validate = (u: unknown, context: Context) => Validation<unknown>

export const success = right

export const failures = (errors: Errors): Validation<never> => left(errors)

export const failure = (value: unknown, context: Context, message?: string): Validation<never> => failures([{ value, context, message }])

export const identity = <A>(value: A): A => value

export const appendContext = (context: Context, key: string, type: Type, actual?: unknown): Context =>
  [...context, { key, type, actual }] as unknown as Context // a codec of ours decodes, and that is all a context is asked for

export class Type {
  constructor(
    readonly name: string,
    readonly is: Is,
    readonly validate: Validate
  ) {}

  readonly decode = (u: unknown): Validation<unknown> => this.validate(u, appendContext([], '', this, u))
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

const has = (found: Found, key: string): boolean => found[key] !== undefined || Object.hasOwn(found, key)

/** Every part by its codec; copied when one of them decoded to something else. */
const inside = (name: string, whole: Type, codecs: (u: Found) => ReadonlyArray<readonly [string, Type]>, copy: (u: Found) => Record<string, unknown>): Type =>
  new Type(
    name,
    (u) => whole.is(u) && codecs(u as Found).every(([key, codec]) => has(u as Found, key) && codec.is((u as Found)[key])),
    (u, context) => {
      if (!whole.is(u)) return failure(u, context)
      const found = u as Found
      let decoded: Record<string, unknown> | undefined
      const errors = codecs(found).flatMap(([key, codec]) => {
        const value = found[key]
        const part = codec.validate(value, appendContext(context, key, codec, value))
        if (part._tag === 'Left') return part.left
        if (part.right !== value || !has(found, key)) (decoded ??= copy(found))[key] = part.right
        return []
      })
      return errors.length > 0 ? failures(errors) : success(decoded ?? u)
    }
  )

export const type = (props: Readonly<Record<string, Type>>, name = `{ ${Object.entries(props).map(([key, codec]) => `${key}: ${codec.name}`).join(', ')} }`): Type => {
  const codecs = Object.entries(props)
  return inside(name, UnknownRecord, () => codecs, (found) => ({ ...found }))
}

export const array = (item: Type, name = `Array<${item.name}>`): Type =>
  inside(
    name,
    UnknownArray,
    (found) => Array.from(found as unknown as ReadonlyArray<unknown>, (_, i) => [String(i), item]),
    (found) => [...(found as unknown as ReadonlyArray<unknown>)] as unknown as Record<string, unknown> // an array by its indices
  )
