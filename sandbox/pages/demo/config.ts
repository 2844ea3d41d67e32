/** The site's configuration, before the script that reads it. `?backend=webmessaging` chooses the other back end. */

const { origin, search } = window.location
const asked = new URLSearchParams(search)
const pageSize = Number(asked.get('pageSize'))

const guestChat = {
  type: 'purecloud-v2-sockets',
  dataURL: origin,
  deploymentKey: 'sandbox',
  orgGuid: 'sandbox',
  interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Help', priority: 2 } },
  ...(pageSize > 0 ? { maxMessagePageSize: pageSize } : {})
}

const webMessaging = {
  type: 'webmessaging',
  deploymentId: 'sandbox',
  dataURL: origin
}

/** The back end that the page was asked for. */
export const transport = asked.get('backend') === 'webmessaging' ? webMessaging : guestChat

window._genesys = { widgets: { webchat: { transport, userData: { page: window.location.pathname } } } }
