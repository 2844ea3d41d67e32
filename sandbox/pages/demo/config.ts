/** The site's configuration, before the script that reads it. `?backend=NAME` chooses the back end; guest chat without one. */

const { origin, search, pathname } = window.location
const asked = new URLSearchParams(search)
const pageSize = Number(asked.get('pageSize'))
const gmsService = '/genesys/2/chat/customer-support'

/** A site's `webchat` section, as far as the page itself looks at it. */
interface WebChat {
  readonly transport?: { readonly type: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

const guestChat: WebChat = {
  transport: {
    type: 'purecloud-v2-sockets',
    dataURL: origin,
    deploymentKey: 'sandbox',
    orgGuid: 'sandbox',
    interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Help', priority: 2 } },
    ...(pageSize > 0 ? { maxMessagePageSize: pageSize } : {})
  }
}

/** The others, by their names in the address. GMS is chosen by having no `transport`. */
const backEnds: Readonly<Record<string, WebChat>> = {
  webmessaging: { transport: { type: 'webmessaging', deploymentId: 'sandbox', dataURL: origin } },
  gms: { dataURL: origin + gmsService },
  'gms-cometd': { dataURL: origin + gmsService, cometD: { enabled: true, cometURL: `${origin}/genesys/cometd`, channel: '/service/chatV2/customer-support', apiURL: `${origin}/genesys/2/chat-ntf` } },
  multicloud: { transport: { type: 'pureengage-v3-rest', dataURL: `${origin}/nexus/v3/chat/sessions` } }
}

const webchat = backEnds[asked.get('backend') ?? ''] ?? guestChat

/** The back end that the page was asked for. */
export const transport = webchat.transport ?? { type: 'gms' }

window._genesys = { widgets: { webchat: { ...webchat, userData: { page: pathname } } } }
