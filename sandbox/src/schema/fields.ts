/** The kinds of field that schemas here are made of. The message of each says what is expected, in the words of a `Problem`. */
import { z } from 'zod'

const notEmpty = 'a text that is not empty'

/** A text with something else in it than white space. */
export const text = z.string(notEmpty).refine((given) => given.trim() !== '', notEmpty)

/** True or false. */
export const flag = z.boolean('true or false')

/** A whole number within these bounds, both included. */
export const whole = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`
  return z.int(expected).min(least, expected).max(most, expected)
}

/** One of these texts. */
export const oneOf = <const A extends ReadonlyArray<string>>(values: A) => z.enum(values, `one of ${values.join(', ')}`)

/** Any number of these. */
export const list = <S extends z.ZodType>(item: S) => z.array(item, 'an array')

/** An object with these fields and no others. */
export const record = <S extends z.ZodRawShape>(fields: S) => {
  const strangers = `none but ${Object.keys(fields).join(', ')}`
  return z.strictObject(fields, { error: ({ code }) => (code === 'unrecognized_keys' ? strangers : 'an object') })
}
