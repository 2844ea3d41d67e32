/** The files in whatever a page calls files: a file, a list of them, an input element, a jQuery-like collection of any. */

const isFile = (u: unknown): u is File => u instanceof Blob && 'name' in u && typeof u.name === 'string'

const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

const members = (u: unknown): ReadonlyArray<unknown> =>
  isObject(u) && 'length' in u && !('nodeType' in u) ? Array.from(u as ArrayLike<unknown>) : [u] // it has a length

export const filesOf = (given: unknown): ReadonlyArray<File> =>
  members(given).flatMap((member) =>
    isFile(member) ? [member] : isObject(member) && 'files' in member ? members(member.files).filter(isFile) : []
  )
