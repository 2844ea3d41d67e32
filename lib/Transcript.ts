/** Messages as shown. Adding one costs the same however long the conversation is; reading them copies. */
import { copyMessage } from './Message'
import type { Message } from './Message'
import { copyJson } from './data'

/** A message, and beside it the back end's own object that it was made of. */
export interface Line {
  readonly message: Message
  readonly original: unknown
}

const copyOf = ({ message, original }: Line): Line => ({ message: copyMessage(message), original: copyJson(original) })

/**
 * The first `length` of `lines`, in the order in which they came; `undefined` before the first one. The array is shared by
 * all states of one conversation and only grows: a later state has a greater `length`. Older history comes late: the
 * messages' `index` says where they stand.
 */
export type Transcript = { readonly lines: Line[]; readonly length: number } | undefined

/**
 * Keeps copies: who is told of the lines may change them, and the original may hold the very objects that the message
 * holds.
 */
export const append = (transcript: Transcript, added: ReadonlyArray<Line>): Transcript => {
  if (added.length === 0) return transcript
  const { lines, length } = transcript ?? { lines: [], length: 0 }
  // When another state has added to the same beginning, what stands behind it is not this one's.
  const own = lines.length === length ? lines : lines.slice(0, length)
  for (const line of added) own.push(copyOf(line))
  return { lines: own, length: own.length }
}

/** As events and `getTranscript` have them: two lists of the same length and order. */
export interface Listed {
  messages: Message[]
  originalMessages: unknown[]
}

/** The lines themselves, not copies. */
export const listed = (lines: ReadonlyArray<Line>): Listed => ({
  messages: lines.map(({ message }) => message),
  originalMessages: lines.map(({ original }) => original)
})

/** Oldest first. Copies, the caller's to keep. */
export const read = (transcript: Transcript): Listed => {
  if (!transcript) return listed([])
  const inOrder = transcript.lines.slice(0, transcript.length).sort((a, b) => a.message.index - b.message.index)
  return listed(inOrder.map(copyOf))
}
