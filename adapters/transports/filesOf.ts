/** The files in whatever a page calls files: a file, a list of them, an input element, a jQuery-like collection of any. */
import { isObject } from '../../lib/data'

export const filesOf = (given: unknown): ReadonlyArray<File> => {
  if (given instanceof Blob) return 'name' in given ? [given as File] : [] // a file is a blob with a name
  if (!isObject(given)) return []
  if ('files' in given) return filesOf(given.files)
  return 'length' in given ? Array.from(given as ArrayLike<unknown>).flatMap((member) => filesOf(member)) : [] // it has a length
}
