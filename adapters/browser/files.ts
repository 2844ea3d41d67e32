/** The files in whatever a page calls files: a file, a list, an input element, a collection of any of them. */
import { membersOf } from './collection'

const isFile = (u: unknown): u is File => Object.prototype.toString.call(u) === '[object File]'

export const files = (given: unknown): ReadonlyArray<File> =>
  membersOf(given).flatMap((member): ReadonlyArray<File> => {
    if (isFile(member)) return [member]
    const { nodeName, files: chosen } = Object(member)
    return nodeName === 'INPUT' && chosen ? membersOf(chosen).filter(isFile) : []
  })
