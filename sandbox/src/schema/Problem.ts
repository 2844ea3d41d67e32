/** What is wrong with something that came in: which field, what was found there, and what was expected. */
import type { z } from 'zod'

/** The first thing that is wrong. Texts for a person; `field` is a path such as `config.queues[0]`. */
export interface Problem {
  readonly field: string
  readonly found: string
  readonly expected: string
}

type Path = ReadonlyArray<PropertyKey>

/** True for an object with fields; an array is none. */
export const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> => typeof input === 'object' && input !== null && !Array.isArray(input)

/** Simple values are shown as JSON, shortened; of arrays and objects only that they are some. */
const shown = (input: unknown): string => {
  // Fastify hands a request without a body to the schema as null.
  if (input === undefined || input === null) return 'nothing'
  if (Array.isArray(input)) return 'an array'
  if (typeof input === 'object') return 'an object'
  const text = JSON.stringify(input)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const fieldAt = (root: string, path: Path): string =>
  path.reduce<string>((field, key) => (typeof key === 'number' ? `${field}[${key}]` : `${field}.${String(key)}`), root)

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), input)

/**
 * The problem of highest interest: a field that does not exist is named before others, since it is often one of them misspelt.
 * @param root how the whole is called. Fields of a `body` are named without it.
 */
export const problemOf = (error: z.ZodError, input: unknown, root: string): Problem => {
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0]
  if (issue === undefined) return { field: root, found: shown(input), expected: 'something else' }
  const path: Path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  const field = fieldAt(root, path)
  return { field: field.replace(/^body\./, ''), found: shown(valueAt(input, path)), expected: issue.message }
}

/** The problem in one line. */
export const says = ({ field, found, expected }: Problem): string => `${field}: found ${found}, expected ${expected}`
