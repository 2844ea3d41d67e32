/** Sends a message that the agent sees and the transcript hides, by a regular expression that matches it. */
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { object, RegExpC, Text } from '../codecs'
import { call, nothing } from '../Effect'
import { invalidState } from '../Failure'
import { isActive } from '../State'
import { hiding } from './parts/hiding'

/** What `sendFilteredMessage` takes. */
export interface SendFilteredMessageOptions {
  /** What the agent gets: not blank, sent as it is. */
  readonly message: string
  /** Becomes a prefilter: from now on, what it matches is hidden. */
  readonly regex: RegExp
}

const noSession = invalidState('noSession', 'No active chat session.')

const Options = object({ message: Text, regex: RegExpC })

/** Answers with nothing, once the message is sent. */
export const sendFilteredMessage = command((state, given: Unchecked<SendFilteredMessageOptions>) => {
  const options = read(Options, given)
  if (isLeft(options)) return options
  if (!isActive(state)) return left(noSession)
  const { message, regex } = options.right
  return right({
    state: { ...hiding(state, [regex]), typedAt: undefined },
    effect: call({ type: 'sendMessage', text: message, options: {} }, nothing)
  })
})
