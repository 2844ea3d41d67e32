/** Sends a message from the client to the chat session. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import { Text } from '../codecs'
import { further } from '../data'
import { call, response } from '../Effect'
import { kind } from '../explain'
import { invalidOption, invalidState } from '../Failure'
import { isActive } from '../State'

/** What a person chose among what an agent or a bot offered. */
export interface Choice {
  /** What is shown as their answer. */
  readonly text?: string
  /** What the offer has for its `payload`. */
  readonly payload?: string
}

/** Further fields, too, go to the back end, as far as they are data: it knows which it takes. */
export interface SendMessageOptions {
  /** What the customer wrote: not blank. It is sent as it was typed. */
  readonly message: string
  /** The back end's own elements, sent as they are (web messaging: `content` of a `Structured` message). */
  readonly content?: ReadonlyArray<object>
  /** The `id` of the message that this one answers (web messaging). */
  readonly parentMessageId?: string
  /** An answer to quick replies (web messaging). */
  readonly quickReply?: Choice | ReadonlyArray<Choice>
  /** An answer to buttons of a card or a carousel (web messaging). */
  readonly button?: Choice | ReadonlyArray<Choice>
  /** An answer to a date picker (web messaging). */
  readonly datePicker?: Choice | ReadonlyArray<Choice>
  /** An answer to a list picker (web messaging). */
  readonly listPicker?: Choice | ReadonlyArray<Choice>
}

const noText = (message: unknown) =>
  invalidOption({ path: 'message', expected: Text.name, found: kind(message) }, 'No message text provided.', 'No message text provided')
const noSession = invalidState('noSession', 'There is no active chat session.')

/** Answers with the response: the message as the server created it. */
export const sendMessage = command((state, { message, ...more }: Unchecked<SendMessageOptions>) => {
  if (!Text.is(message)) return left(noText(message))
  if (!isActive(state)) return left(noSession)
  return right({
    state: { ...state, typedAt: undefined },
    effect: call({ type: 'sendMessage', text: message, options: further(more) }, response)
  })
})
