/** The back ends: how the product is opened on each of them, and how much is said per second, within their rates. */

/**
 * @typedef {object} BackEnd
 * @property {() => Promise<{ open: Function }>} load the entry of the built package
 * @property {(origin: string) => object} config a site's configuration
 * @property {{ agent: number, customer: number }} rates messages per second
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
    rates: { agent: 12, customer: 3 }
  },
  'web-messaging': {
    load: async () => (await import('../dist/transports/web-messaging.mjs')).webMessaging,
    config: (origin) => ({ transport: { type: 'webmessaging', deploymentId: 'd', dataURL: origin } }),
    rates: { agent: 4, customer: 1 }
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
    rates: { agent: 12, customer: 3 }
  }
}
