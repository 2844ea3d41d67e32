/**
 * centrifuge: a subscription to one channel, JSON protocol, one publication in each frame.
 * Does: splits frames into replies, finds the subscription, keeps the order with promises; reconnects.
 * Does not: check shapes, recognise repeats, keep a transcript. Its recovery of what was missed is off, since nothing is missed.
 */
import WebSocket from 'ws'
import { record } from '../../messages.mjs'

const CHANNEL = 'chat'

const messageFrame = (n) =>
  JSON.stringify({ push: { channel: CHANNEL, pub: { data: record(n) } } })

export const centrifuge = {
  name: 'centrifuge',

  serve: ({ socket, ready }) => {
    socket.on('message', (data) => {
      for (const line of data.toString().split('\n')) {
        const { id, connect, subscribe } = JSON.parse(line)
        if (connect) socket.send(JSON.stringify({ id, connect: { client: 'c', version: '6.0.0' } }))
        if (subscribe) {
          socket.send(JSON.stringify({ id, subscribe: {} }))
          ready(messageFrame)
        }
      }
    })
  },

  open: async (origin, hear) => {
    const { Centrifuge } = await import('centrifuge')
    const client = new Centrifuge(origin.replace('http', 'ws'), { websocket: WebSocket })
    const subscription = client.newSubscription(CHANNEL)
    subscription.on('publication', ({ data }) => hear(data.body))
    subscription.subscribe()
    client.connect()
    await subscription.ready(10_000)
    return { close: () => client.disconnect() }
  }
}
