/** What the desk knows, and how a frame of the server changes it. */
import type { DeskFrame } from '../../src/desk/DeskFrame.js'
import type { ActiveFault } from '../../src/faults/ActiveFault.js'
import type { ConversationSummary, ConversationView, Member, Message } from '../../src/model/Conversation.js'

/** A chat. */
export interface Chat {
  summary: ConversationSummary
  /** Supervisors whom the customer does not see are among them. */
  readonly members: Map<string, Member>
  /** Grows at its end only. What the customer does not hear is among them. */
  readonly messages: Message[]
  /** Ids of the messages that the customer does not hear. */
  readonly asides: Set<string>
  /** When the customer last typed, on this page's clock. */
  typedAt: number
  /** What the customer has typed so far, where the back end tells it. */
  typed: string
  /** The customer's messages that were not on screen yet. */
  unread: number
}

/** All of it. */
export interface DeskState {
  readonly chats: Map<string, Chat>
  faults: ReadonlyArray<ActiveFault>
  /** The id of the chosen chat. */
  selected: string | undefined
}

/** Before the first frame. */
export const emptyState = (): DeskState => ({ chats: new Map(), faults: [], selected: undefined })

const chatOf = (conversation: ConversationView): Chat => {
  const { members, messages, staff, asides, ...summary } = conversation
  return {
    summary, members: new Map([...members, ...staff].map((member) => [member.id, member])), messages: [...messages, ...asides].sort((a, b) => a.at - b.at),
    asides: new Set(asides.map(({ id: asideId }) => asideId)), typedAt: 0, typed: '', unread: 0
  }
}

/**
 * Changes the state.
 * @param now ms on this page's clock
 */
export const evolve = (state: DeskState, frame: DeskFrame, now: number): void => {
  if (frame.type === 'faults') {
    state.faults = frame.faults
    return
  }
  if (frame.type === 'snapshot') {
    state.faults = frame.faults
    state.chats.clear()
    for (const conversation of frame.conversations) state.chats.set(conversation.id, chatOf(conversation))
    return
  }
  const { change } = frame
  switch (change.type) {
    case 'opened':
      state.chats.set(change.conversation.id, chatOf(change.conversation))
      return
    case 'conversation': {
      const chat = state.chats.get(change.conversation.id)
      if (chat) chat.summary = change.conversation
      return
    }
    case 'member':
    case 'staff':
      state.chats.get(change.conversationId)?.members.set(change.member.id, change.member)
      return
    case 'message': {
      const chat = state.chats.get(change.conversationId)
      if (!chat) return
      chat.messages.push(change.message)
      if (change.message.memberId !== chat.summary.customerId) return
      chat.typedAt = 0
      if (change.message.kind === 'text' && state.selected !== change.conversationId) chat.unread += 1
      return
    }
    case 'aside': {
      const chat = state.chats.get(change.conversationId)
      chat?.asides.add(change.message.id)
      chat?.messages.push(change.message)
      return
    }
    case 'typingStopped': {
      const chat = state.chats.get(change.conversationId)
      if (chat && change.memberId === chat.summary.customerId) chat.typedAt = 0
      return
    }
    case 'typing': {
      const chat = state.chats.get(change.conversationId)
      if (chat && change.memberId === chat.summary.customerId) {
        chat.typedAt = now
        chat.typed = change.text ?? ''
      }
      return
    }
    case 'forgotten':
      state.chats.delete(change.conversationId)
      return
    case 'ended':
    case 'reset':
      return
  }
}

/** Supervisors who only listen say nothing. */
const speaks = ({ role, supervision }: Member): boolean => role === 'agent' || (role === 'supervisor' && supervision !== 'listen')

/** People who can be spoken for at the desk: agents and supervisors who are there and are no automaton. */
export const people = (chat: Chat): ReadonlyArray<Member> =>
  [...chat.members.values()].filter((member) => speaks(member) && member.state === 'connected' && !member.automatic)

/** Whom the desk speaks as: the person of this name, else the one who came last. */
export const speaker = (chat: Chat, name: string): Member | undefined => {
  const present = people(chat)
  return present.find((member) => member.name === name) ?? present.at(-1)
}
