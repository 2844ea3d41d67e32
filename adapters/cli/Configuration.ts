/** What a site's configuration can hold, as it stands in a script that is read and not run. */

/** Something that an expression needs and that it does not bring itself. */
export interface Name {
  /** As the script writes it: `isTest`, `$`, `this`. */
  readonly name: string
  /** Where it is declared, as the rest of a sentence about it: `declared in line 3 of chat.js`. */
  readonly origin: string
}

interface SourceFacts {
  /** What it needs from elsewhere. Looked for only when somebody asks: most of what a script holds is not in the output. */
  readonly names: () => ReadonlyArray<Name>
  /** `property`: the text is a whole property or element, such as `...base` or `name() {}`. */
  readonly kind: 'expression' | 'function' | 'property'
}

/** An expression that only the page can evaluate: kept as it is written. */
export class Source {
  constructor(
    readonly text: string,
    readonly facts: SourceFacts
  ) {}
}

/** An object, by the names of its fields. */
export interface Fields {
  readonly [key: string]: Value
}

/** What a configuration can hold. `undefined` is a gap in an array, or a field that is not there. */
export type Value = string | number | boolean | null | undefined | Source | ReadonlyArray<Value> | Fields

/** Whether it is an object with fields: no list, and nothing that only the page can evaluate. */
export const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Source)

/** `value` itself when it has fields; otherwise none. */
export const fieldsOf = (value: Value): Fields => (isFields(value) ? value : {})

/** Whether a field stands for `...base` or `[key]: value` in an object: that is its name and its value, both as it is written. */
export const isSpread = (name: string, value: Value): boolean => value instanceof Source && value.facts.kind === 'property' && value.text === name

/** Every value in `value`, itself first, each with its path: `webchat.transport.type`. */
export const valuesIn = (value: Value, path = ''): ReadonlyArray<readonly [path: string, value: Value]> => {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const isNested = Array.isArray(value) || isFields(value)
  const inner = isNested ? Object.entries(value).flatMap(([name, member]: [string, Value]) => valuesIn(member, below(name))) : []
  return [[path, value], ...inner]
}
