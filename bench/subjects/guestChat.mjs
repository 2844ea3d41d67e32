/**
 * The whole product over guest chat: the built package, a chat started with its requests, the event stream on a socket.
 * Does: checks each frame, recognises repeats, finds the sender's record, hides what prefilters match, numbers, follows
 * typing and presence, tells subscribers in order, keeps the transcript and the server's own objects; reconnects.
 */
import { agentId, conversationId, idOf, record, timeOf } from '../messages.mjs'
import { told } from './told.mjs'

const GUEST = 'db70748f-b896-5506-9f05-13e31a68e368'
const CONVERSATIONS = '/api/v2/webchat/guest/conversations'

/** The stream's frame of the n-th message, as captures have it. */
export const messageFrame = (n) =>
  JSON.stringify({
    topicName: `v2.conversations.chats.${conversationId}.messages`,
    version: '2',
    eventBody: record(n),
    metadata: { CorrelationId: idOf(n), type: 'message' }
  })

const agentConnects = {
  topicName: `v2.conversations.chats.${conversationId}.members`,
  version: '2',
  eventBody: { conversation: { id: conversationId }, member: { id: agentId, state: 'CONNECTED' }, timestamp: timeOf(0) },
  metadata: { CorrelationId: idOf(0), type: 'member-change' }
}

const agent = { id: agentId, role: 'AGENT', state: 'CONNECTED', displayName: 'Ann', joinDate: timeOf(0) }

export const guestChat = {
  name: 'guest chat',

  answer: ({ method, path, origin }) => {
    if (method === 'POST' && path === CONVERSATIONS) {
      return { id: conversationId, jwt: 'a.b.c', eventStreamUri: `${origin.replace('http', 'ws')}/stream`, member: { id: GUEST } }
    }
    if (path === `${CONVERSATIONS}/${conversationId}/members/${agentId}`) return agent
    return undefined
  },

  serve: ({ socket, ready }) => {
    socket.send(JSON.stringify(agentConnects))
    ready(messageFrame)
  },

  open: async (origin, hear) => {
    const { guestChat: backEnd } = await import('../../dist/transports/guest-chat.mjs')
    const config = {
      transport: {
        type: 'purecloud-v2-sockets',
        dataURL: origin,
        deploymentKey: 'd',
        orgGuid: 'o',
        interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support' } }
      }
    }
    return told(backEnd, config, hear)
  }
}
