/** Bodies of forms, for the back ends that take them: URL-encoded with keys in brackets, and multipart. */
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parse } from 'qs'
import { isRecord } from '../schema/Problem.js'

/** A file of a multipart form. */
export interface FormFile {
  readonly name: string
  readonly mime: string
  readonly content: Buffer
}

/** The fields of a form: texts, and records where keys have brackets. */
export type Fields = Readonly<Record<string, unknown>>

/** A form. */
export interface Form {
  readonly fields: Fields
  /** Only the first file counts. */
  readonly file?: FormFile
  /** The file was larger than the limit, and is not there. */
  readonly isTooLarge: boolean
}

/** Records without a prototype, so that no field can be mistaken for an inherited one; lists are records too, so that nothing depends on how many there are. */
const readFields = (body: string): Fields => {
  const fields: unknown = parse(body, { plainObjects: true, parseArrays: false, depth: 8, parameterLimit: 2_000, strictNullHandling: false })
  return isRecord(fields) ? fields : {}
}

/**
 * Lets this scope of the server take forms.
 * @param largestFile bytes
 */
export const acceptForms = async (app: FastifyInstance, largestFile: number): Promise<void> => {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, readFields(String(body))))
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: largestFile, files: 10, fields: 500, parts: 500, fieldSize: 65_536 } })
}

const quoted = (name: string): string => encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')

/** Reads the form of a request, of whichever kind it is. */
export const formOf = async (request: FastifyRequest): Promise<Form> => {
  if (!request.isMultipart()) return { fields: isRecord(request.body) ? request.body : {}, isTooLarge: false }
  const pairs: string[] = []
  let file: FormFile | undefined
  let isTooLarge = false
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      pairs.push(`${quoted(part.fieldname)}=${encodeURIComponent(String(part.value))}`)
      continue
    }
    if (file !== undefined) {
      part.file.resume()
      continue
    }
    const chunks: Buffer[] = []
    for await (const chunk of part.file) chunks.push(chunk)
    if (part.file.truncated) isTooLarge = true
    else file = { name: part.filename, mime: part.mimetype, content: Buffer.concat(chunks) }
  }
  return { fields: readFields(pairs.join('&')), isTooLarge, ...(file === undefined ? {} : { file }) }
}

/** Keys in brackets as one level, such as `cart[items]`: what the desk shows. */
export const flatten = (fields: Fields, prefix = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => {
    const name = prefix === '' ? key : `${prefix}[${key}]`
    return isRecord(value) ? Object.entries(flatten(value, name)) : [[name, String(value)]]
  }))

/** A field that is a text; an empty one, or none, is undefined. */
export const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
