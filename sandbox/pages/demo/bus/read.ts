/** Looks into values of unknown shape. */

/** An object of unknown fields. */
export type Fields = Readonly<Record<string, unknown>>

/** True for an object; an array is none. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's fields; none for anything else. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {})

/** An array's items; none for anything else. */
export const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/** A text with something in it. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined)

/** A number that can be counted with. */
export const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
