/** What survives a page: a store in a file, which the next process finds. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** @param {string} file read anew each time, for another process may have written it */
export const fileStore = (file) => {
  const read = () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'))
    } catch {
      return {} // not written yet
    }
  }
  /** As a whole: a page that is killed in mid-write leaves the old text. */
  const write = (values) => {
    writeFileSync(`${file}.new`, JSON.stringify(values))
    renameSync(`${file}.new`, file)
  }
  return {
    get: (key) => read()[key],
    set: (key, value) => write({ ...read(), [key]: value }),
    remove: (key) => {
      const values = read()
      delete values[key]
      write(values)
    }
  }
}
