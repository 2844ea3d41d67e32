/** What is known after the statements that have been read: the names of the page, of each script, and what is to be said of them. */
import type { Variable } from 'eslint-scope'
import { isFields, Source } from './Configuration'
import type { Fields, Value } from './Configuration'
import { GLOBAL_OBJECT } from './names'
import type { Script } from './Script'

/** An object of a script, still being written. Two names for it are two references to one such object, as on the page. */
export type Draft = Record<string, Value>

/** An object without fields. */
export const draft = (): Draft => Object.create(null) // `__proto__` is a field like others

/** Something by which a file offers an object, for files that do not put it into `_genesys` themselves. */
export interface Offer {
  /** What stands before the object in the file: `export const webchat = `. Empty for a file that is an object. */
  readonly head: string
  readonly value: Value
}

/** Written while scripts are read, one statement after another. */
export interface Knowledge {
  /** The fields of `window`: every name that scripts share. */
  readonly globals: Draft
  /** Other names that scripts gave to `window`: `var w = window`. */
  readonly windows: Set<string>
  /** Where scripts declare the names that they share: `declared in line 3 of chat.js`. */
  readonly places: Map<string, string>
  /** What the names inside modules, functions and blocks hold. */
  readonly locals: Map<Variable, Value>
  /** What each file exports, by its name on the command line. */
  readonly exported: Map<string, Draft>
  readonly offers: Offer[]
  /** What to say of an object or a list, if it gets into the output. Each completes `<path>: `. */
  readonly remarks: Map<object, string[]>
  /** What to say in any case. */
  readonly notes: string[]
  /** Scripts that are still to be read, by file. An import has its file read first. */
  readonly unread: Map<string, ReadonlyArray<Script>>
}

/** Before the first statement. */
export const newKnowledge = (): Knowledge => ({
  globals: draft(),
  windows: new Set(GLOBAL_OBJECT),
  places: new Map(),
  locals: new Map(),
  exported: new Map(),
  offers: [],
  remarks: new Map(),
  notes: [],
  unread: new Map()
})

/** Notes something to say of an object or a list, once. */
export const remark = ({ remarks }: Knowledge, about: object, sentence: string): void => {
  const sentences = remarks.get(about) ?? []
  if (!sentences.includes(sentence)) remarks.set(about, [...sentences, sentence])
}

/** Every object here was made by `draft`, and is written while scripts are read. */
export const isDraft = (value: Value): value is Draft => isFields(value)

/** A list that is still being written. */
export const isList = (value: Value): value is Value[] => Array.isArray(value)

/** Whether `inner` is `outer` or in it, at any depth. */
export const reaches = (outer: Value, inner: object): boolean => {
  if (outer === inner) return true
  if (!isDraft(outer) && !isList(outer)) return false
  return Object.values(outer).some((member) => reaches(member, inner))
}

/** A copy that shares nothing, as deep merging makes it. */
export const copied = (value: Value): Value => {
  if (isList(value)) return value.map(copied)
  return isDraft(value) ? merged(draft(), value, true) : value
}

/** `into`, after the fields of `more` were written over its own. */
export const merged = (into: Draft, more: Fields, isDeep: boolean): Draft => {
  for (const [name, value] of Object.entries(more)) {
    const own = into[name]
    if (!isDeep) into[name] = value
    else if (isDraft(own) && isDraft(value)) merged(own, value, true)
    else into[name] = copied(value)
  }
  return into
}

/** A field that stands for all that `source` holds. */
export const spread = (source: Source): Fields => {
  const text = `...${source.text}`
  return { [text]: new Source(text, { ...source.facts, kind: 'property' }) }
}
