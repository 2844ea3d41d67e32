/** What happened in the model, told to everyone who listens: the back ends, the desk, the automatic agent, the timeouts. */
import type { ConversationSummary, ConversationView, Member, Message } from './Conversation.js'

/** One change. Ids are those of the model; times are ms since the epoch. */
export type Change =
  | { readonly type: 'opened'; readonly conversation: ConversationView }
  /** The phase or the number of streams is another. */
  | { readonly type: 'conversation'; readonly conversation: ConversationSummary }
  /** A member is new, or its state changed, or is repeated as the same. */
  | { readonly type: 'member'; readonly conversationId: string; readonly member: Member }
  | { readonly type: 'message'; readonly conversationId: string; readonly message: Message }
  /** `text`: what was typed so far, where the back end tells it. */
  | { readonly type: 'typing'; readonly conversationId: string; readonly memberId: string; readonly id: string; readonly at: number; readonly text?: string }
  | { readonly type: 'typingStopped'; readonly conversationId: string; readonly memberId: string; readonly at: number; readonly text?: string }
  /** A supervisor whom the customer does not see: new, of another state, or gone. */
  | { readonly type: 'staff'; readonly conversationId: string; readonly member: Member }
  /** Said where the customer does not hear it. */
  | { readonly type: 'aside'; readonly conversationId: string; readonly message: Message }
  | { readonly type: 'ended'; readonly conversationId: string }
  /** An ended conversation was forgotten, to bound the memory. */
  | { readonly type: 'forgotten'; readonly conversationId: string }
  | { readonly type: 'reset' }
