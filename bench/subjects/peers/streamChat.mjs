/**
 * stream-chat: the client of a chat service, its events heard without the state of a channel.
 * Does: notes when each event came, watches the connection, finds the handlers of the event; reconnects.
 * Does not: check shapes, recognise repeats, keep a transcript. (With a channel watched it keeps messages, at a price that
 * is not measured here.)
 */
import { agentId, idOf, textOf, timeOf } from '../../messages.mjs'

const CHANNEL = { cid: 'messaging:support', channel_type: 'messaging', channel_id: 'support' }
const agent = { id: agentId, name: 'Ann', role: 'user' }
const guest = { id: 'guest', role: 'user', channel_mutes: [], mutes: [] }

const messageFrame = (n) =>
  JSON.stringify({
    type: 'message.new',
    ...CHANNEL,
    message: { id: idOf(n), text: textOf(n), type: 'regular', user: agent, created_at: timeOf(n), updated_at: timeOf(n) },
    user: agent,
    created_at: timeOf(n)
  })

/** Says who it is for; nobody checks who signed it. */
const token = ['{"alg":"HS256","typ":"JWT"}', '{"user_id":"guest"}', ''].map((part) => Buffer.from(part).toString('base64url')).join('.')

export const streamChat = {
  name: 'stream-chat',

  serve: ({ socket, ready }) => {
    socket.send(JSON.stringify({ type: 'health.check', connection_id: 'c', me: guest, created_at: timeOf(0) }))
    ready(messageFrame)
  },

  open: async (origin, hear) => {
    const { StreamChat } = await import('stream-chat')
    const client = new StreamChat('key', { baseURL: origin, allowServerSideConnect: true })
    client.on('message.new', ({ message }) => hear(message.text))
    await client.connectUser({ id: 'guest' }, token)
    return { close: () => client.disconnectUser() }
  }
}
