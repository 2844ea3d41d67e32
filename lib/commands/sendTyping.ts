/** Tells the agent that the customer types. Repeats within the typing window only extend it. */
import * as t from 'io-ts'
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { object, withDefault } from '../codecs'
import { answer, call, response } from '../Effect'
import { invalidState } from '../Failure'
import { isActive } from '../State'

/** What `sendTyping` takes. */
export interface SendTypingOptions {
  /** What has been typed so far, for back ends that show it to the agent; empty unless given. */
  readonly message?: string
}

const noSession = invalidState('noSession', 'There is no active chat session.', 'trying to send typing indicator when session is not active')

const Options = object({ message: withDefault(t.string, '') })

/** Answers with the response, or with nothing when there was nothing to send. */
export const sendTyping = command((state, given: Unchecked<SendTypingOptions>, { at }) => {
  const options = read(Options, given)
  if (isLeft(options)) return options
  if (!isActive(state)) return left(noSession)
  // While the connection is gone nobody would see it, and the stop that belongs to it has been told.
  if (state.lost) return right({ state, effect: answer(undefined) })
  const next = { ...state, typedAt: at }
  const isKnown = state.typedAt !== undefined
  if (isKnown) return right({ state: next, effect: answer(undefined) })
  return right({ state: next, effect: call({ type: 'sendTyping', typing: true, text: options.right.message }, response) })
})
