/** How much fits into one message. */

/** Guest chat counts UTF-16 code units, web messaging bytes. */
export interface Limit {
  readonly most: number
  readonly of: (text: string) => number
  readonly unit: string
}

const encoder = new TextEncoder()

export const limitFor = (transport: string): Limit =>
  transport === 'webmessaging'
    ? { most: 4_096, of: (text) => encoder.encode(text).length, unit: 'bytes' }
    : { most: 4_000, of: (text) => text.length, unit: 'characters' }
