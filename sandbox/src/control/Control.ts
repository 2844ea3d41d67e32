/** Everything a test or the desk can do to the sandbox. The same functions answer over HTTP. */
import type { ActiveFault } from '../faults/ActiveFault.js'
import type { Fault } from '../faults/Fault.js'
import type { ConversationView } from '../model/Conversation.js'
import type { BotLine, NewAgent, NewParty, NewSupervisor, RichLine, SentFile, TypingSign } from './bodies.js'
import type { Supervision } from '../model/Conversation.js'

export type { BotLine, NewAgent, NewParty, NewSupervisor, RichLine, SentFile, TypingSign } from './bodies.js'

/** The member that an operation made. */
export interface MemberId {
  readonly memberId: string
}

/** The message that an operation made. */
export interface MessageId {
  readonly messageId: string
}

/** What cannot be done throws a `Refusal`, whose `tag` and message say why. */
export interface Control {
  /** All conversations, oldest first. */
  readonly conversations: () => ReadonlyArray<ConversationView>
  /** One conversation with its members and messages. */
  readonly conversation: (conversationId: string) => ConversationView
  /** Joins an agent. The automatic agent, if there, steps back. */
  readonly addAgent: (conversationId: string, agent: NewAgent) => MemberId
  /** An alerting agent takes the chat. */
  readonly connect: (conversationId: string, memberId: string) => void
  /** An alerting agent lets it pass. */
  readonly decline: (conversationId: string, memberId: string) => void
  /** An agent says something. */
  readonly sendMessage: (conversationId: string, memberId: string, body: string) => MessageId
  /** A secondary line of an agent. */
  readonly notice: (conversationId: string, memberId: string, body: string) => MessageId
  /** An agent is seen typing, or has stopped. Back ends that know no stop tell none. */
  readonly typing: (conversationId: string, memberId: string, sign?: TypingSign) => void
  /** A supervisor comes. Whoever listens or coaches is kept from the customer; a coach is heard by the agents only. */
  readonly addSupervisor: (conversationId: string, supervisor: NewSupervisor) => MemberId
  /** A supervisor does something else from now on. Coming into the customer's sight, or leaving it, they are another member. */
  readonly supervise: (conversationId: string, memberId: string, supervision: Supervision) => MemberId
  /** A service takes part, such as a survey. */
  readonly addExternal: (conversationId: string, party: NewParty) => MemberId
  /** Pushes an address to the customer's page. */
  readonly pushUrl: (conversationId: string, memberId: string, url: string) => MessageId
  /** A line for the programs of the customer's page. */
  readonly customNotice: (conversationId: string, memberId: string, text: string) => MessageId
  /** Sends a file. Of the polled back ends; web messaging has its own operation for that. */
  readonly sendFile: (conversationId: string, memberId: string, file: SentFile) => MessageId & { readonly fileId: string }
  /** Says something with rich content. Of the polled back ends; web messaging has its own operation for that. */
  readonly sendContent: (conversationId: string, memberId: string, line: RichLine) => MessageId
  /** Says again that the agent is connected, as the real service does when an agent switches between chats. */
  readonly repeat: (conversationId: string, memberId: string) => void
  /** The agent, supervisor or external party leaves; without another agent the customer is back in the queue. */
  readonly removeAgent: (conversationId: string, memberId: string) => void
  /** A new agent takes over from this one. */
  readonly transfer: (conversationId: string, memberId: string, to: NewAgent) => MemberId
  /** A line of the bot (WORKFLOW), which joins first if it is not there, and leaves with `leave`. */
  readonly bot: (conversationId: string, line: BotLine) => MemberId
  /** Ends the chat as an agent does: the customer is disconnected. */
  readonly end: (conversationId: string) => void
  /** Orders a fault. */
  readonly fault: (fault: Fault) => { readonly faultId: string }
  /** The faults in force. */
  readonly faults: () => ReadonlyArray<ActiveFault>
  /** Without an id, clears all. */
  readonly clearFaults: (faultId?: string) => void
  /** Forgets every conversation and fault; open streams are closed. */
  readonly reset: () => void
}
