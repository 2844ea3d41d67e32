/** The model in the words of the event stream. Here `conversation` has no selfUri, and a member only id and state. */
import { randomUUID } from 'node:crypto'
import type { Poison } from '../faults/Fault.js'
import type { Member, Message } from '../model/Conversation.js'
import type { Typing } from '../model/switchboard.js'
import { bodyTypeOf, isoDate } from './entities.js'

interface Topic {
  readonly conversationId: string
  readonly topic: 'messages' | 'members'
  /** The kind of event, as `metadata.type` says it. */
  readonly type: string
}

const frame = ({ conversationId, topic, type }: Topic, eventBody: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ topicName: `v2.conversations.chats.${conversationId}.${topic}`, version: '2', eventBody, metadata: { CorrelationId: randomUUID(), type } })

/** A sign of life. */
export const heartbeatFrame = (): string => JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } })

/** The member is in this state. `at`: ms since the epoch. */
export const memberFrame = (conversationId: string, member: Pick<Member, 'id' | 'state'>, at: number): string =>
  frame({ conversationId, topic: 'members', type: 'member-change' }, {
    conversation: { id: conversationId }, member: { id: member.id, state: member.state.toUpperCase() }, timestamp: isoDate(at)
  })

/** A message, or a coming or going. The one captured frame of a join or leave has an empty body, where the history leaves the key out. */
export const messageFrame = (conversationId: string, message: Message): string =>
  frame({ conversationId, topic: 'messages', type: 'message' }, {
    id: message.id, conversation: { id: conversationId }, sender: { id: message.memberId }, body: message.text, bodyType: bodyTypeOf(message.kind), timestamp: isoDate(message.at)
  })

/** The member is typing. */
export const typingFrame = (conversationId: string, memberId: string, typing: Typing): string =>
  frame({ conversationId, topic: 'messages', type: 'typing-indicator' }, {
    id: typing.id, conversation: { id: conversationId }, sender: { id: memberId }, timestamp: isoDate(typing.at)
  })

/** Frames a client must survive. `senderId`: whose message it pretends to be; `at`: ms since the epoch. */
export const poisonFrame = (what: Poison, { conversationId, senderId, at }: { readonly conversationId: string; readonly senderId: string; readonly at: number }): string => {
  switch (what) {
    case 'notJson':
      return '{"topicName":'
    case 'null':
      return 'null'
    case 'array':
      return '[]'
    case 'unknownType':
      return frame({ conversationId, topic: 'messages', type: 'unheard-of' }, { conversation: { id: conversationId }, timestamp: isoDate(at) })
    case 'otherConversation':
      return messageFrame(randomUUID(), { id: randomUUID(), memberId: senderId, kind: 'text', text: 'This belongs to another conversation.', at })
    case 'missingFields':
      return frame({ conversationId, topic: 'messages', type: 'message' }, { id: randomUUID(), bodyType: 'standard' })
  }
}
