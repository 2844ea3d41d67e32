/** How much fits into one message, told in characters whatever the back end counts. */

/** The limit of a back end, in its own unit. */
export interface Limit {
  readonly most: number
  readonly of: (text: string) => number
}

const encoder = new TextEncoder()

/** Guest chat counts UTF-16 code units, web messaging bytes. */
export const limitFor = (transport: string): Limit => {
  if (transport === 'webmessaging') return { most: 4_096, of: (text) => encoder.encode(text).length }
  return { most: 4_000, of: (text) => text.length }
}

/** How many characters at its end are too many. */
export const charactersOver = (text: string, { most, of }: Limit): number => {
  let over = of(text) - most
  if (over <= 0) return 0
  const characters = [...text]
  let dropped = 0
  while (over > 0) {
    dropped += 1
    over -= of(characters.at(-dropped) ?? ' ')
  }
  return dropped
}

/** About how many more characters fit, if they are like those that are there. */
export const charactersLeft = (text: string, { most, of }: Limit): number => {
  const used = of(text)
  const each = used / Math.max(1, [...text].length)
  return Math.max(0, Math.floor((most - used) / Math.max(1, each)))
}
