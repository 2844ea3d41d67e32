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
  | { readonly type: 'typing'; readonly conversationId: string; readonly memberId: string; readonly id: string; readonly at: number }
  | { readonly type: 'ended'; readonly conversationId: string }
  /** An ended conversation was forgotten, to bound the memory. */
  | { readonly type: 'forgotten'; readonly conversationId: string }
  | { readonly type: 'reset' }
