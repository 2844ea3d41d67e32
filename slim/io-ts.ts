/**
 * io-ts for the script bundles: the codecs that they use, for decoding alone. Same results, same errors, same contexts.
 * Three differences: objects and arrays come out as copies, inherited fields that are named as their own; and they are
 * recognised by decoding them.
 */
import type { Context, Validation } from 'io-ts'
import { isRight, left, right } from './fp-ts'

type Is = (u: unknown) => boolean
type Validate = (u: unknown, context: Context) => Validation<unknown>

export { right as success } from './fp-ts'

export const failure = (value: unknown, context: Context): Validation<never> => left([{ value, context, message: undefined }])

export const identity = <A>(value: A): A => value

export const appendContext = (context: Context, key: string, type: Type, actual?: unknown): Context =>
  [...context, { key, type, actual }] as unknown as Context // a codec of ours decodes, and that is all a context is asked for

export class Type {
  declare readonly name: string
  declare readonly is: Is
  declare readonly validate: Validate

  constructor(name: string, is: Is, validate: Validate = (u, context) => (is(u) ? right(u) : failure(u, context))) {
    Object.assign(this, { name, is, validate })
  }

  decode(u: unknown): Validation<unknown> {
    return this.validate(u, appendContext([], '', this, u))
  }
}

export const unknown = new Type('unknown', () => true)
export const string = new Type('string', (u) => typeof u === 'string')
export const number = new Type('number', (u) => typeof u === 'number')
export const boolean = new Type('boolean', (u) => typeof u === 'boolean')
export const UnknownArray = new Type('UnknownArray', Array.isArray)
export const UnknownRecord = new Type('UnknownRecord', (u) => typeof u === 'object' && u !== null && !Array.isArray(u))

export const keyof = (keys: object, name = Object.keys(keys).map((key) => JSON.stringify(key)).join(' | ')): Type =>
  new Type(name, (u) => typeof u === 'string' && Object.hasOwn(keys, u))

type Found = Readonly<Record<string, unknown>>

/** A copy with every part as its codec has it. It is one when all of them decode. */
const inside = (name: string, whole: Type, codecs: (u: Found) => ReadonlyArray<readonly [string, Type]>): Type => {
  const one: Type = new Type(
    name,
    (u) => isRight(one.decode(u)),
    (u, context) => {
      if (!whole.is(u)) return failure(u, context)
      const found = u as Found
      const decoded = (Array.isArray(u) ? [...u] : { ...found }) as Record<string, unknown> // an array by its indices
      const errors = codecs(found).flatMap(([key, codec]) => {
        const value = found[key]
        const part = codec.validate(value, appendContext(context, key, codec, value))
        if (part._tag === 'Left') return part.left
        decoded[key] = part.right
        return []
      })
      return errors.length > 0 ? left(errors) : right(decoded)
    }
  )
  return one
}

/** Who makes one names it. */
export const type = (props: Readonly<Record<string, Type>>, name: string): Type => inside(name, UnknownRecord, () => Object.entries(props))

export const array = (item: Type, name = `Array<${item.name}>`): Type =>
  inside(name, UnknownArray, (found) => Object.keys(found).map((index) => [index, item]))
