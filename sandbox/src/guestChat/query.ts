/** Query values: the official client sends every optional key, so an empty value means the key is absent. */
import { z } from 'zod'
import { Refused } from './errors.js'

/** Of a key that is given several times, the first value counts. */
const firstGiven = (value: unknown): unknown => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return first === '' ? undefined : first
}

/** A value, or undefined. */
export const word = z.preprocess(firstGiven, z.string().optional())

/** One of these values, or undefined. */
export const choice = <const A extends ReadonlyArray<string>>(values: A) => z.preprocess(firstGiven, z.enum(values).optional())

/** A whole number from 1, or undefined. */
export const count = z.preprocess(firstGiven, z.string().regex(/^0*[1-9]\d*$/).max(9).transform(Number).optional())

/** Reads a query. */
export const readQuery = <S extends z.ZodType>(schema: S, query: unknown): z.output<S> => {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  throw badParameter(String(parsed.error.issues[0]?.path[0] ?? ''))
}

/** The refusal that blames this parameter. */
export const badParameter = (name: string): Refused => new Refused({ code: 'invalid.query.param.value', params: { name }, fieldName: name })
