/**
 * The floor: `ws` and `JSON.parse`, over the frames of guest chat. Everything else is measured as a ratio of it.
 * Does: reads the text of each message. Does not: check, order, recognise repeats, reconnect, keep anything.
 */
import WebSocket from 'ws'
import { messageFrame } from './guestChat.mjs'

export const floor = {
  name: 'ws and JSON.parse (the floor)',

  serve: ({ ready }) => ready(messageFrame),

  open: async (origin, hear) => {
    const socket = new WebSocket(origin)
    socket.on('message', (data) => {
      const { eventBody } = JSON.parse(data.toString())
      hear(eventBody.body)
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return { close: () => socket.close() }
  }
}
