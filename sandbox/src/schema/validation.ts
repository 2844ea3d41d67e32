/** Schemas at the doors: of a route, by Fastify's own validation, and of a value that code hands over. */
import type { FastifySchemaCompiler, FastifyTypeProvider } from 'fastify'
import type { z } from 'zod'
import { Invalid } from '../model/Refusal.js'
import { isRecord, problemOf } from './Problem.js'

/** A route's `params`, `querystring` and `body` have the types of its schemas. */
export interface SchemaTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
}

/** Many languages write null for what is left out. */
const withoutNulls = (body: unknown): unknown => (isRecord(body) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) : body)

/** Makes Fastify validate with schemas. What does not fit ends in the error handler as an `Invalid`. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart = 'body' }) => (input: unknown) => {
  const given = httpPart === 'body' ? withoutNulls(input) : input
  const parsed = schema.safeParse(given)
  return parsed.success ? { value: parsed.data } : { error: new Invalid(problemOf(parsed.error, given, httpPart)) }
}

/**
 * Reads a value with a schema.
 * @param root how the value is called in the error
 * @throws Invalid
 */
export const read = <S extends z.ZodType>(schema: S, input: unknown, root: string): z.output<S> => {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new Invalid(problemOf(parsed.error, input, root))
  return parsed.data
}
