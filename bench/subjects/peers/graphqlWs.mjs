/**
 * graphql-ws: a subscription over `graphql-transport-ws`.
 * Does: checks each frame's shape, finds the subscription that it is for; reconnects.
 * Does not: check what is in a message, recognise repeats, order, keep a transcript.
 */
import WebSocket from 'ws'
import { record } from '../../messages.mjs'

const messageFrame = (id) => (n) =>
  JSON.stringify({ id, type: 'next', payload: { data: { message: record(n) } } })

export const graphqlWs = {
  name: 'graphql-ws',

  serve: ({ socket, ready }) => {
    socket.on('message', (data) => {
      const { type, id } = JSON.parse(data.toString())
      if (type === 'connection_init') socket.send(JSON.stringify({ type: 'connection_ack' }))
      if (type === 'subscribe') ready(messageFrame(id))
    })
  },

  open: async (origin, hear) => {
    const { createClient } = await import('graphql-ws')
    const client = createClient({ url: origin.replace('http', 'ws'), webSocketImpl: WebSocket })
    const connected = new Promise((resolve) => client.on('connected', resolve))
    client.subscribe(
      { query: 'subscription { message { id conversation { id } sender { id } body bodyType timestamp } }' },
      { next: ({ data }) => hear(data.message.body), error: (why) => console.error(why), complete: () => {} }
    )
    await connected
    return { close: () => client.dispose() }
  }
}
