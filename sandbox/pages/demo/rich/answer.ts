/** What goes back when something was chosen: text for people to read, the choice for the bot. */
import type { Choice } from './Element.js'

/** The kinds of choice, as sendMessage names them. */
export type AnswerKind = 'quickReply' | 'button' | 'datePicker' | 'listPicker'

/** What is sent. */
export interface Answer {
  readonly text: string
  /** Options of sendMessage beside the text. */
  readonly more: object
}

/** The answer that says what was chosen. Pickers say which message they answer. */
export const answer = (kind: AnswerKind, chosen: ReadonlyArray<Pick<Choice, 'text' | 'payload'>>, messageId: string | undefined): Answer => ({
  text: chosen.map(({ text }) => text).join(', '),
  more: {
    [kind]: chosen.map(({ text, payload }) => ({ text, payload })),
    ...(kind === 'datePicker' || kind === 'listPicker' ? { parentMessageId: messageId } : {})
  }
})
