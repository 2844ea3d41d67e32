/** The model in the words of the event stream. Here `conversation` has no selfUri, and a member only id and state. */
import { randomUUID } from 'node:crypto'
import type { Poison } from '../faults/Fault.js'
import type { Member, Message } from '../model/Conversation.js'
import { bodyTypes, isoDate } from './entities.js'

const frame = (conversationId: string, topic: 'messages' | 'members', type: string, eventBody: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ topicName: `v2.conversations.chats.${conversationId}.${topic}`, version: '2', eventBody, metadata: { CorrelationId: randomUUID(), type } })

export const heartbeatFrame = (): string => JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } })

export const memberFrame = (conversationId: string, member: Pick<Member, 'id' | 'state'>, at: number): string =>
  frame(conversationId, 'members', 'member-change', {
    conversation: { id: conversationId }, member: { id: member.id, state: member.state.toUpperCase() }, timestamp: isoDate(at)
  })

/** The one captured frame of a join or leave has an empty body, where the history leaves the key out. */
export const messageFrame = (conversationId: string, message: Message): string =>
  frame(conversationId, 'messages', 'message', {
    id: message.id, conversation: { id: conversationId }, sender: { id: message.memberId }, body: message.text, bodyType: bodyTypes[message.kind], timestamp: isoDate(message.at)
  })

export const typingFrame = (conversationId: string, memberId: string, typing: { readonly id: string; readonly at: number }): string =>
  frame(conversationId, 'messages', 'typing-indicator', {
    id: typing.id, conversation: { id: conversationId }, sender: { id: memberId }, timestamp: isoDate(typing.at)
  })

/** Frames a client must survive. */
export const poisonFrame = (conversationId: string, senderId: string, what: Poison, at: number): string => {
  switch (what) {
    case 'notJson':
      return '{"topicName":'
    case 'null':
      return 'null'
    case 'array':
      return '[]'
    case 'unknownType':
      return frame(conversationId, 'messages', 'unheard-of', { conversation: { id: conversationId }, timestamp: isoDate(at) })
    case 'otherConversation':
      return messageFrame(randomUUID(), { id: randomUUID(), memberId: senderId, kind: 'text', text: 'This belongs to another conversation.', at })
    case 'missingFields':
      return frame(conversationId, 'messages', 'message', { id: randomUUID(), bodyType: 'standard' })
  }
}
