/**
 * botframework-directlinejs: a conversation of the Bot Framework, its activities one by one over the socket.
 * Does: unpacks groups of activities, keeps the watermark to go on from, hands on through RxJS 5; reconnects.
 * Does not: check shapes, recognise repeats, order, keep a transcript.
 */
import WebSocket from 'ws'
import { agentId, idOf, textOf, timeOf } from '../../messages.mjs'

const messageFrame = (n) =>
  JSON.stringify({
    activities: [
      { type: 'message', id: idOf(n), timestamp: timeOf(n), channelId: 'directline', from: { id: agentId, name: 'Ann' }, conversation: { id: 'c' }, text: textOf(n) }
    ],
    watermark: String(n)
  })

export const directLine = {
  name: 'botframework-directlinejs',

  answer: ({ method, path, origin }) => {
    if (method === 'POST' && path === '/conversations') {
      return { conversationId: 'c', token: 't', expires_in: 1800, streamUrl: `${origin.replace('http', 'ws')}/stream` }
    }
    return undefined
  },

  serve: ({ ready }) => ready(messageFrame),

  open: async (origin, hear) => {
    // It is made for browsers, and takes these from the page.
    const { default: XMLHttpRequest } = await import('xhr2')
    Object.assign(globalThis, { WebSocket, XMLHttpRequest })
    const { default: bot } = await import('botframework-directlinejs')

    /** It does not say when its socket is open. */
    let open
    const isOpen = new Promise((resolve) => (open = resolve))
    class Announced extends WebSocket {
      constructor(url) {
        super(url)
        this.addEventListener('open', open)
      }
    }

    const client = new bot.DirectLine({ token: 't', domain: origin, WebSocket: Announced })
    const subscription = client.activity$.subscribe(({ type, text }) => {
      if (type === 'message') hear(text)
    })
    await isOpen
    // Its own `end()` is an error for whoever listens.
    return { close: () => subscription.unsubscribe() }
  }
}
