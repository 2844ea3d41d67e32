/** Hands a file to the person as a download. */

/** Ms until its memory is freed: the browser must have begun to read it. */
const KEPT = 60_000

export const save = (content: Blob, download: string): void => {
  const href = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href, download })
  document.body.append(link) // a link outside the document does nothing in some browsers
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(href), KEPT)
}
