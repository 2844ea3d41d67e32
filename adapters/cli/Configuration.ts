/** What a site's configuration can hold, as it stands in a script that is read and not run. */

/** An expression that only the page can evaluate: kept as it is written. */
export class Source {
  constructor(readonly text: string) {}
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

/** Whether a field stands for `...base` in an object: that is its name and its value, both as it is written. */
export const isSpread = (name: string, value: Value): boolean => name.startsWith('...') && value instanceof Source && value.text === name
