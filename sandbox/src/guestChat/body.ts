/** Reads the bodies of requests, with schemas whose messages are names of what can be wrong. */
import type { z } from 'zod'
import type { Wrong } from './errors.js'
import { Refused } from './errors.js'

/**
 * Reads a body. The first thing wrong with it is thrown as `Refused`.
 * @param wrongs what is answered, by the messages of the schema; anything else is a bad request
 */
export const readBody = <S extends z.ZodType>(schema: S, body: unknown, wrongs: Readonly<Record<string, Wrong>>): z.output<S> => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw new Refused(wrongs[first?.message ?? ''] ?? { code: 'bad.request' })
}

/** True for what a JSON document leaves out or sets to null. */
export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null
