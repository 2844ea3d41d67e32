/** Messages as shown. Adding one costs the same however long the conversation is; reading them copies. */
import type { Message } from './Message'
import { copyJson } from './data'

interface Line {
  readonly message: Message
  readonly original: unknown
}

interface Chain {
  readonly line: Line
  readonly rest: Chain | undefined
}

/** Two chains that grow at their ends: `newer` from its newest line back, `older` from its oldest line on. */
export interface Transcript {
  readonly older: Chain | undefined
  readonly newer: Chain | undefined
}

export const empty: Transcript = { older: undefined, newer: undefined }

/** A message to give away, or to keep when the other one was given away. */
export const copyMessage: (message: Message) => Message = copyJson

const copyLine = ({ message, original }: Line): Line => ({ message: copyMessage(message), original: copyJson(original) })

/** Adds lines in ascending order, after all that is known. */
export const append = (transcript: Transcript, lines: ReadonlyArray<Line>): Transcript => ({
  ...transcript,
  newer: lines.reduce<Chain | undefined>((rest, line) => ({ line: copyLine(line), rest }), transcript.newer)
})

/** Adds a page of history in ascending order, before all that is known. */
export const prepend = (transcript: Transcript, lines: ReadonlyArray<Line>): Transcript => ({
  ...transcript,
  older: lines.reduceRight<Chain | undefined>((rest, line) => ({ line: copyLine(line), rest }), transcript.older)
})

const lines = (chain: Chain | undefined): Line[] => {
  const found: Line[] = []
  for (let at = chain; at; at = at.rest) found.push(copyLine(at.line))
  return found
}

/** Oldest first. Copies, the caller's to keep. */
export const read = ({ older, newer }: Transcript): { messages: Message[]; originalMessages: unknown[] } => {
  const all = [...lines(older), ...lines(newer).reverse()]
  return { messages: all.map(({ message }) => message), originalMessages: all.map(({ original }) => original) }
}
