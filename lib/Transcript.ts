/** Messages as shown. Adding one costs the same however long the conversation is; reading them copies. */
import type { Message } from './Message'
import { copyJson } from './data'

export interface Line {
  readonly message: Message
  readonly original: unknown
}

/** From the line that came last back. Older history comes late: the messages' `index` says where they stand. */
export type Transcript = { readonly line: Line; readonly rest: Transcript } | undefined

/** Keeps copies: who is told of the lines may change them. */
export const append = (transcript: Transcript, lines: ReadonlyArray<Line>): Transcript =>
  lines.reduce<Transcript>((rest, line) => ({ line: copyJson(line), rest }), transcript)

/** As events and `getTranscript` have them: two lists, side by side. */
export const listed = (lines: ReadonlyArray<Line>): { messages: Message[]; originalMessages: unknown[] } => ({
  messages: lines.map(({ message }) => message),
  originalMessages: lines.map(({ original }) => original)
})

/** Oldest first. Copies, the caller's to keep. */
export const read = (transcript: Transcript): ReturnType<typeof listed> => {
  const lines: Line[] = []
  for (let at = transcript; at; at = at.rest) lines.push(copyJson(at.line))
  return listed(lines.sort((a, b) => a.message.index - b.message.index))
}
