/** Hands a file to the person, as a download of the browser. */

/** Ms until the file's memory is freed. The browser must have begun to read it by then. */
const KEPT = 60_000

/** Saves `content` under `fileName`, as a click on a link to it would. */
export const save = (content: Blob, fileName: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = fileName
  document.body.append(link) // a link outside the document does nothing in some browsers
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT)
}
