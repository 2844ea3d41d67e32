/** How a view says what the customer chose. */
import type { AnswerKind } from './answer.js'
import type { Choice } from './Element.js'

/** Sends what was chosen. Without it, nothing can be chosen any more. */
export type Choose = ((kind: AnswerKind, chosen: ReadonlyArray<Pick<Choice, 'text' | 'payload'>>) => void) | undefined
