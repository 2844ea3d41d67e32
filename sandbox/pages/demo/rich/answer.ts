/** What goes back when something was chosen: text for people to read, content for the bot. */
import type { Choice } from './Element.js'

/** The kinds of choice, as web messaging calls them. */
export type AnswerKind = 'QuickReply' | 'Button' | 'DatePicker' | 'ListPicker'

export interface Answer {
  readonly text: string
  /** Options of sendMessage beside the text. */
  readonly more: object
}

export const answer = (kind: AnswerKind, chosen: ReadonlyArray<Pick<Choice, 'text' | 'payload'>>, messageId: string | undefined): Answer => {
  const refers = kind === 'DatePicker' || kind === 'ListPicker'
  return {
    text: chosen.map(({ text }) => text).join(', '),
    more: {
      type: 'Structured',
      content: chosen.map(({ text, payload }) => ({
        contentType: 'ButtonResponse',
        buttonResponse: { type: kind, text, payload, ...(refers && messageId !== undefined ? { originatingMessageId: messageId } : {}) }
      })),
      ...(refers && messageId !== undefined ? { parentMessageId: messageId } : {})
    }
  }
}
