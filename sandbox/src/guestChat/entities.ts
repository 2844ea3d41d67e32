/** The model in the words of guest chat's REST answers: reference stubs and key order as captured. */
import type { CommonKind, Customer, Member, Message, MessageKind, Role } from '../model/Conversation.js'
import type { Typing } from '../model/switchboard.js'
import { conversationUri, messagesUri } from './paths.js'

const roles: Record<Role, string> = { customer: 'CUSTOMER', agent: 'AGENT', supervisor: 'AGENT', bot: 'WORKFLOW', external: 'WORKFLOW', queue: 'ACD' }
const bodyTypes: Record<CommonKind, string> = { text: 'standard', notice: 'notice', join: 'member-join', leave: 'member-leave' }

/** The name of a kind of message on the wire. The model writes none of the others here: guest chat does not say that it can tell them. */
export const bodyTypeOf = (kind: MessageKind): string => Object.entries(bodyTypes).find(([known]) => known === kind)?.[1] ?? bodyTypes.notice

/** A time as the wire has it, in UTC. `at`: ms since the epoch. */
export const isoDate = (at: number): string => new Date(at).toISOString()

/** A message. Join and leave entries of the history come without `body`, as agent-side consumers of the real service test for. */
export const messageEntity = (conversationId: string, message: Message) => ({
  id: message.id,
  conversation: { id: conversationId, selfUri: conversationUri(conversationId) },
  sender: { id: message.memberId },
  ...(message.kind === 'join' || message.kind === 'leave' ? {} : { body: message.text }),
  bodyType: bodyTypeOf(message.kind),
  timestamp: isoDate(message.at),
  selfUri: `${messagesUri(conversationId)}/${message.id}`
})

/** The answer to a sign of typing. */
export const typingEntity = (conversationId: string, memberId: string, typing: Typing) => ({
  id: typing.id,
  conversation: { id: conversationId, selfUri: conversationUri(conversationId) },
  sender: { id: memberId },
  timestamp: isoDate(typing.at)
})

/** A member. Only the customer has more than a name and a picture. */
export const memberEntity = (member: Member, customer: Customer) => {
  const own = member.role === 'customer' ? customer : undefined
  return {
    id: member.id,
    displayName: member.name,
    ...(own?.firstName === undefined ? {} : { firstName: own.firstName }),
    ...(own?.lastName === undefined ? {} : { lastName: own.lastName }),
    ...(own?.email === undefined ? {} : { email: own.email }),
    ...(own?.phone === undefined ? {} : { phoneNumber: own.phone }),
    ...(member.avatar === undefined ? {} : { avatarImageUrl: member.avatar }),
    role: roles[member.role],
    ...(member.joinedAt === undefined ? {} : { joinDate: isoDate(member.joinedAt) }),
    ...(member.leftAt === undefined ? {} : { leaveDate: isoDate(member.leftAt) }),
    authenticatedGuest: own?.authenticated ?? false,
    customFields: own?.data ?? {},
    state: member.state.toUpperCase()
  }
}
