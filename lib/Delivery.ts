/** What leaves the pipeline: frames whose messages are numbered, and news of typing instead of typing frames. */
import type { Typing } from './ChatEvent'
import type { Frame } from './Frame'
import type { Message } from './Message'

/** An agent began to type, stopped, or has not been heard of for a while. Each start is followed by one of the other two. */
export interface TypingNews {
  readonly _tag: 'TypingNews'
  /** The event that tells it. */
  readonly name: 'agentTypingStarted' | 'agentTypingStopped' | 'agentTypingTimeout'
  /** Of the frame that it began or went on with; a copy. */
  readonly data: Typing
}

/** What is ready to become facts. */
export type Delivery = Exclude<Frame<Message>, { readonly _tag: 'Typing' }> | TypingNews
