/** Finds the links in a text. What is no web or mail address stays text. */

/** A part of a text; with an address, it is a link. */
export type Piece = { readonly text: string; readonly url?: string }

const CANDIDATE = /(?:https?:\/\/|www\.)[^\s<>"'`]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gi

const PUNCTUATION = '.,;:!?…'

/**
 * Without the punctuation that ends the sentence rather than the address; a bracket only where none was opened. Looks at
 * each character once: strangers write these texts, and may write long ones.
 */
const trimmed = (found: string): string => {
  const ending = found.includes('(') ? PUNCTUATION : `${PUNCTUATION})`
  let end = found.length
  while (end > 0 && ending.includes(found.charAt(end - 1))) end -= 1
  return found.slice(0, end)
}

/** The address in full, or undefined when it is none of the web or of mail. */
export const safeUrl = (text: string): string | undefined => {
  try {
    const url = new URL(text)
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

const addressOf = (found: string): string => {
  if (/^https?:/i.test(found)) return found
  return /^www\./i.test(found) ? `https://${found}` : `mailto:${found}`
}

/** The text in pieces: joined again they are the text. */
export const pieces = (text: string): ReadonlyArray<Piece> => {
  const result: Piece[] = []
  let at = 0
  for (const match of text.matchAll(CANDIDATE)) {
    const found = trimmed(match[0])
    const url = safeUrl(addressOf(found))
    if (url === undefined) continue
    if (match.index > at) result.push({ text: text.slice(at, match.index) })
    result.push({ text: found, url })
    at = match.index + found.length
  }
  return at < text.length ? [...result, { text: text.slice(at) }] : result
}
