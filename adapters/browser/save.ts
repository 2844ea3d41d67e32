/** Hands a file to the person as a download. */

/** Ms until its memory is freed: the browser must have begun to read it. */
const KEPT = 60_000

export const save = (content: Blob, fileName: string): void => {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.hidden = true
  document.body.append(link) // a link outside the document does nothing in some browsers
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), KEPT)
}
