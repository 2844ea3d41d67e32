/** Hands a file to the person, as a download of the browser. */
import { fileName as safe } from '../fileName'

/** Ms until the file's memory is freed. The browser must have begun to read it by then. */
const KEPT = 60_000

/** Saves `content` as a click on a link to it would: under `fileName`, or what of it is a harmless name. */
export const save = (content: Blob, fileName: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = safe(fileName)
  document.body.append(link) // a link outside the document does nothing in some browsers
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT)
}
