/**
 * The whole product over guest chat: the built package, a chat started with its requests, the event stream on a socket.
 * Does: checks each frame, recognises repeats, finds the sender's record, hides what prefilters match, numbers, follows
 * typing and presence, tells subscribers in order, keeps the transcript and the server's own objects; reconnects.
 */
import { agentId, idOf, textOf, timeOf } from '../messages.mjs'
import { told } from './told.mjs'

const CONVERSATION = 'd97262dc-0381-525b-acc2-91c3e83f703d'
const GUEST = 'db70748f-b896-5506-9f05-13e31a68e368'
const CONVERSATIONS = '/api/v2/webchat/guest/conversations'

const conversation = { id: CONVERSATION }

/** The stream's frame of the n-th message, as captures have it. */
export const messageFrame = (n) =>
  JSON.stringify({
    topicName: `v2.conversations.chats.${CONVERSATION}.messages`,
    version: '2',
    eventBody: { id: idOf(n), conversation, sender: { id: agentId }, body: textOf(n), bodyType: 'standard', timestamp: timeOf(n) },
    metadata: { CorrelationId: idOf(n), type: 'message' }
  })

const agentConnects = {
  topicName: `v2.conversations.chats.${CONVERSATION}.members`,
  version: '2',
  eventBody: { conversation, member: { id: agentId, state: 'CONNECTED' }, timestamp: timeOf(0) },
  metadata: { CorrelationId: idOf(0), type: 'member-change' }
}

const agent = { id: agentId, role: 'AGENT', state: 'CONNECTED', displayName: 'Ann', joinDate: timeOf(0) }

export const guestChat = {
  name: 'guest chat',

  answer: ({ method, path, origin }) => {
    if (method === 'POST' && path === CONVERSATIONS) {
      return { id: CONVERSATION, jwt: 'a.b.c', eventStreamUri: `${origin.replace('http', 'ws')}/stream`, member: { id: GUEST } }
    }
    if (path === `${CONVERSATIONS}/${CONVERSATION}/members/${agentId}`) return agent
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
