/** Query values: the official client sends every optional key, so an empty value means the key is absent. */

export type Query = Readonly<Record<string, string | undefined>>

export const readQuery = (query: unknown): Query => {
  if (typeof query !== 'object' || query === null) return {}
  return Object.fromEntries(Object.entries(query).map(([key, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value
    return [key, typeof first === 'string' && first !== '' ? first : undefined]
  }))
}

/** A whole number from 1; undefined when the text is anything else. */
export const count = (given: string | undefined, absent: number): number | undefined => {
  if (given === undefined) return absent
  const number = Number(given)
  return /^\d{1,9}$/.test(given) && number > 0 ? number : undefined
}
