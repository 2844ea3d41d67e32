/** A conversation as the switchboard holds it: mutable inside, copied on its way out. */
import type { ConversationSummary, ConversationView, Member, Message, Opening, Phase } from './Conversation.js'

/** A conversation as it is held. */
export interface Thread {
  readonly id: string
  /** The customer's data can change. */
  opening: Opening
  readonly customerId: string
  /** ms since the epoch, as every time here. */
  readonly createdAt: number
  readonly members: Map<string, Member>
  readonly messages: Message[]
  /** Supervisors whom the customer does not see. Back ends read `members` only. */
  readonly staff: Map<string, Member>
  /** What the customer does not hear. Back ends read `messages` only. */
  readonly asides: Message[]
  /** Where each message stands, so that a page costs no search. */
  readonly positions: Map<string, number>
  /** The customer's stream was open at least once. */
  begun: boolean
  /** How many streams the customer has open now. */
  streams: number
  endedAt?: number
}

/** All agents that ever were in it, in the order of their coming. */
export const agents = (thread: Thread): ReadonlyArray<Member> => [...thread.members.values()].filter((member) => member.role === 'agent')

/** Where the conversation stands. */
export const phase = (thread: Thread): Phase => {
  if (thread.endedAt !== undefined) return 'ended'
  if (!thread.begun) return 'new'
  return agents(thread).some((agent) => agent.state === 'connected') ? 'open' : 'waiting'
}

/** Everything but members and messages. */
export const summary = (thread: Thread): ConversationSummary => ({
  id: thread.id,
  ...thread.opening,
  customerId: thread.customerId,
  phase: phase(thread),
  streams: thread.streams,
  createdAt: thread.createdAt,
  ...(thread.endedAt === undefined ? {} : { endedAt: thread.endedAt })
})

/** The whole conversation as it is now. */
export const view = (thread: Thread): ConversationView => ({
  ...summary(thread),
  members: [...thread.members.values()],
  messages: [...thread.messages],
  staff: [...thread.staff.values()],
  asides: [...thread.asides]
})
