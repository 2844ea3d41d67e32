/**
 * socket.io-client: one event per message, WebSocket alone, as engine.io version 4 writes it.
 * Does: two layers of packets, finds the handlers of the event, answers pings; reconnects.
 * Does not: check shapes, recognise repeats, keep a transcript.
 */
import { record } from '../../messages.mjs'

/** Types of packets: one digit of engine.io, one of socket.io. */
const OPEN = '0'
const CONNECT = '40'
const EVENT = '42'

const messageFrame = (n) => EVENT + JSON.stringify(['message', record(n)])

export const socketIo = {
  name: 'socket.io-client',

  serve: ({ socket, ready }) => {
    socket.send(OPEN + JSON.stringify({ sid: 'e', upgrades: [], pingInterval: 300_000, pingTimeout: 300_000, maxPayload: 1_000_000 }))
    socket.on('message', (data) => {
      if (!data.toString().startsWith(CONNECT)) return
      socket.send(CONNECT + JSON.stringify({ sid: 's' }))
      ready(messageFrame)
    })
  },

  open: async (origin, hear) => {
    const { io } = await import('socket.io-client')
    const socket = io(origin, { transports: ['websocket'], forceNew: true })
    socket.on('message', ({ body }) => hear(body))
    await new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
    return { close: () => socket.disconnect() }
  }
}
