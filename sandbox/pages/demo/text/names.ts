/** Names as an avatar shows them. */

/** Two letters at most. */
export const initials = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '')
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  const letters = chosen.map((word = '') => [...word][0] ?? '').join('')
  return letters === '' ? '?' : letters.toUpperCase()
}

/** The same name always gets the same one of `count` tints. */
export const tint = (name: string, count: number): number => {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % count
}
