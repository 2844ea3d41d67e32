/** Makes a name that a stranger gave to a file safe to save under: a name, never a path. */
import filenamify from 'filenamify'

/** UTF-16 units of a name at most. File systems allow 255 bytes, and a unit takes up to three. */
const MOST_UNITS = 80

/** An ending, such as `.pdf`, which says with what a file is opened: it is kept when a name is cut. */
const ENDING = /\.[a-z0-9]{1,8}$/i

/** Names that begin with a dot are hidden, and are read by programs as their settings. */
const HIDING = /^[.\s]+/

/** A half of a surrogate pair: no file system keeps it. */
const HALF = /\p{Cs}/gu

/** Its beginning and its ending. Cut first: what follows may take long with texts that are longer than any name. */
const cut = (name: string): string => {
  if (name.length <= MOST_UNITS) return name
  const ending = ENDING.exec(name.slice(-MOST_UNITS))?.[0] ?? ''
  return name.slice(0, MOST_UNITS - ending.length) + ending
}

/**
 * The name itself where it is harmless. Everything that could lead elsewhere or deceive becomes `_`: separators of paths,
 * control characters, those that turn the direction of writing, names that a system keeps for itself, dots in front.
 */
export const fileName = (given: string): string => {
  const bare = cut(given).replace(HALF, '_').replace(HIDING, '')
  return filenamify(bare, { replacement: '_', maxLength: MOST_UNITS })
}
