/**
 * Finds the files in what a page hands over: a file, an input element, or a collection of these, which may be an array, a FileList or
 * jQuery's.
 *
 * Everything is recognised by what it has, not by its class: a file or a list of another frame has another class. The page may hand over
 * anything: what claims to be huge counts as empty, and what contains itself is not followed.
 */
import { isObject } from '../../lib/data'
import { attempt } from '../guarded'

/** More files than these are no choice of a person. */
const MOST = 1_000

/** A file has a name and a type, a size, and content of which parts can be read. */
const isFile = (u: unknown): u is File => {
  if (!isObject(u) || !('name' in u && 'type' in u && 'size' in u && 'slice' in u)) return false
  return typeof u.name === 'string' && typeof u.type === 'string' && typeof u.size === 'number' && typeof u.slice === 'function'
}

/** The members of an input element's list, or of a collection. */
const membersOf = (given: unknown): ReadonlyArray<unknown> => {
  const collection = isObject(given) && 'files' in given ? given.files : given
  if (!isObject(collection) || !('length' in collection)) return []
  const { length } = collection
  if (typeof length !== 'number' || length > MOST) return []
  return Array.from({ length }, (_, index): unknown => Reflect.get(collection, index))
}

/** The files of one member: itself, or what it holds. */
const filesOfMember = (member: unknown): ReadonlyArray<File> => (isFile(member) ? [member] : membersOf(member).filter(isFile))

/** The files in `given`, in its order. Empty when there is none, whatever it is: one that throws when it is looked at, too. */
export const filesOf = (given: unknown): ReadonlyArray<File> =>
  attempt(() => (isFile(given) ? [given] : membersOf(given).flatMap(filesOfMember))) ?? []
