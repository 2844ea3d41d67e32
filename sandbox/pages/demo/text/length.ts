/** How much fits into one message. */

/** The limit of a back end, in its own unit. */
export interface Limit {
  readonly most: number
  readonly of: (text: string) => number
  readonly unit: string
}

const encoder = new TextEncoder()

/** Guest chat counts UTF-16 code units, web messaging bytes. */
export const limitFor = (transport: string): Limit => {
  if (transport === 'webmessaging') return { most: 4_096, of: (text) => encoder.encode(text).length, unit: 'bytes' }
  return { most: 4_000, of: (text) => text.length, unit: 'characters' }
}
