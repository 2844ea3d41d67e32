/** Names as an avatar shows them. */

/** Two letters at most. */
export const initials = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '')
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase() || '?'
}

/** The same name always gets the same one of `count` tints. */
export const tint = (name: string, count: number): number => [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % count
