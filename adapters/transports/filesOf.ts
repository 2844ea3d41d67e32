/** The files in whatever a page calls files: a file, a list of them, an input element, a jQuery-like collection of any. */
import { isObject } from '../../lib/data'

export const filesOf = (given: unknown): ReadonlyArray<File> => {
  if (given instanceof File) return [given]
  if (!isObject(given)) return []
  return 'files' in given ? filesOf(given.files) : Array.from(given as ArrayLike<unknown>).flatMap(filesOf) // none without a length
}
