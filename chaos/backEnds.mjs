/** The back ends: how the product is opened on each of them, and how much is said per second, within their rates. One entry each. */

/**
 * @typedef {object} BackEnd
 * @property {() => Promise<{ open: Function }>} load the entry of the built package
 * @property {(origin: string) => object} config a site's configuration: its `webchat` section
 * @property {{ agent: number, customer: number }} rates messages per second
 * @property {{ path: string, method: string }} history what requests for the history have in their path
 * @property {boolean} [isPolled] news come by the same requests as the history
 * @property {{ path: string, method: string }} [sending] what requests that send a message have in their path; absent where messages go over the stream
 */

/** @type {Readonly<Record<string, BackEnd>>} */
export const backEnds = {
  'guest-chat': {
    load: async () => (await import('../dist/transports/guest-chat.mjs')).guestChat,
    config: (origin) => ({
      transport: {
        type: 'purecloud-v2-sockets',
        dataURL: origin,
        deploymentKey: 'd',
        orgGuid: 'o',
        interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support' } }
      }
    }),
    rates: { agent: 12, customer: 3 },
    history: { path: '/messages', method: 'GET' },
    sending: { path: '/messages', method: 'POST' }
  },
  'web-messaging': {
    load: async () => (await import('../dist/transports/web-messaging.mjs')).webMessaging,
    config: (origin) => ({ transport: { type: 'webmessaging', deploymentId: 'd', dataURL: origin } }),
    rates: { agent: 4, customer: 1 },
    history: { path: '/webmessaging/messages', method: 'GET' }
  },
  gms: {
    load: async () => (await import('../dist/transports/gms.mjs')).gms,
    config: (origin) => ({ dataURL: `${origin}/genesys/2/chat/support` }),
    rates: { agent: 4, customer: 1 },
    history: { path: '/refresh', method: 'POST' },
    isPolled: true,
    sending: { path: '/send', method: 'POST' }
  },
  'multicloud-v3': {
    load: async () => (await import('../dist/transports/multicloud-v3.mjs')).multicloudV3,
    config: (origin) => ({
      transport: {
        type: 'pureengage-v3-rest',
        dataURL: `${origin}/nexus/v3/chat/sessions`,
        endpoint: 'Support',
        headers: { 'x-api-key': 'k' },
        pollTimeout: 500
      }
    }),
    rates: { agent: 12, customer: 3 },
    history: { path: '/messages', method: 'GET' },
    isPolled: true,
    sending: { path: '/messages', method: 'POST' }
  }
}
