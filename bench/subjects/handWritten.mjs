/**
 * The least that a guest chat client with a transcript can be, written by hand in one piece, with `ws` alone.
 * Does: looks at what it reads, recognises repeats, hides what a prefilter matches, numbers, keeps copies of the message and
 * of the server's own object, tells handlers a message that is theirs to change.
 * Does not: say what was wrong, find records, wait for a subscriber or a preprocessor, follow typing, reconnect.
 */
import WebSocket from 'ws'
import { messageFrame } from './guestChat.mjs'

const HIDDEN = /\{start:[0-9]{9}\}/

const isText = (value) => typeof value === 'string'

export const handWritten = {
  name: 'least hand-written client',

  serve: ({ ready }) => ready(messageFrame),

  open: async (origin, hear) => {
    const seen = new Set()
    const transcript = []
    const handlers = [
      ({ messages }) => {
        for (const { text } of messages) hear(text)
      }
    ]

    const take = (original) => {
      const { id, conversation, sender, body, bodyType, timestamp } = original
      if (!isText(id) || !isText(body) || !isText(sender?.id) || seen.has(id)) return
      seen.add(id)
      if (HIDDEN.test(body)) return
      const index = transcript.length
      const utcTime = Date.parse(timestamp)
      const message = () => ({ id, type: 'Message', text: body, from: { id: sender.id, name: 'Ann', type: 'Agent' }, index, utcTime, restoring: false })
      const copy = { id, conversation: { id: conversation.id }, sender: { id: sender.id }, body, bodyType, timestamp }
      transcript.push({ message: message(), original: copy })
      const data = { messages: [message()], originalMessages: [original], restoring: false, oldMessages: false }
      for (const handler of handlers) handler(data)
    }

    const socket = new WebSocket(origin)
    socket.on('message', (data) => {
      const { metadata, eventBody } = JSON.parse(data.toString())
      if (metadata?.type === 'message') take(eventBody)
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return { close: () => socket.close() }
  }
}
