/** From a WebChatService configuration for any older back end to one for web messaging. Pure. */
import { isFields, Source } from './readConfiguration'
import type { Fields, Value } from './readConfiguration'

export interface Migration {
  /** The whole `widgets` section, with the new `webchat.transport`. */
  readonly widgets: Fields
  /** What a person has to do or to know, one sentence each. */
  readonly notes: ReadonlyArray<string>
}

const section = (value: Value): Fields => (isFields(value) ? value : {})

/** What only the page can evaluate may hold anything: nothing of it is carried over unseen. */
const hidden = (place: string, value: Value): ReadonlyArray<string> =>
  value instanceof Source ? [`${place}: not carried over; only the page can evaluate ${value.text}. Look at what it holds.`] : []

/** Fields that the page mixes in: `...name`. */
const mixedIn = (fields: Fields): ReadonlyArray<string> =>
  Object.entries(fields).flatMap(([name, value]) => (value instanceof Source && value.text === name ? [name] : []))

const omit = (fields: Fields, names: ReadonlyArray<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** Fields of `transport` that mean the same to web messaging. */
const KEPT = ['interactionData', 'orgGuid', 'organizationId', 'pagination', 'maxMessagePageSize', 'customAttributes', 'autoStart', 'allowClear', 'disconnectBehaviour', 'async', 'messagingURL']

/** Why a field of an older `transport` has no place in the new one. */
const LEFT_BEHIND: Readonly<Record<string, string>> = {
  socketReconnectInterval: 'reconnection is timed by the back end',
  socketHeartbeatTrackerInterval: 'web messaging sends no heartbeats; the connection is watched in another way',
  socketConnectionCloseTime: 'the socket is closed when the chat ends',
  botEventsEnabled: 'bots are told apart by the messages they send',
  headers: 'web messaging takes no keys in headers',
  endpoint: 'routing is the work of the inbound message flow',
  stream: 'routing is the work of the inbound message flow',
  clientType: 'web messaging has no client types',
  pollTimeout: 'messages are pushed, nothing is polled',
  pollIntervalMultiplier: 'messages are pushed, nothing is polled',
  pollExceptionLimit: 'messages are pushed, nothing is polled',
  sleepEnabled: 'messages are pushed, nothing is polled'
}

/** Fields of `webchat` itself that belonged to GMS. */
const GMS = ['dataURL', 'serverURL', 'apikey', 'endpoint', 'cometD', 'enableCustomHeader', 'enableUrlTrailingSlash', 'xhrFields', 'pollRate', 'pollRateMin', 'pollRateMax', 'pollRateMult', 'pollRateSleep', 'pollExceptionLimit', 'dynamicPolling', 'pollIntervalIdle_ms', 'sleepEnabled', 'async']

/** `https://api.mypurecloud.de` → `mypurecloud.de`. */
const domainOf = (dataURL: Value): string | undefined => (typeof dataURL === 'string' ? /^https:\/\/api\.([^/:]+)/i.exec(dataURL)?.[1] : undefined)

const PLACEHOLDER = { deploymentId: 'YOUR_MESSENGER_DEPLOYMENT_ID', domain: 'YOUR_REGION_DOMAIN' }

const routingNote = (interactionData: Value): ReadonlyArray<string> =>
  isFields(section(interactionData)['routing'])
    ? ['transport.interactionData.routing: kept, and sent as custom attributes. Route on them in your inbound message flow; nothing routes by itself.']
    : []

const fromTransport = (transport: Fields): { readonly transport: Fields; readonly notes: ReadonlyArray<string> } => {
  const domain = domainOf(transport['dataURL']) ?? transport['domain']
  const known = ['type', 'dataURL', 'domain', 'deploymentKey', 'deploymentId', ...KEPT]
  return {
    transport: {
      type: 'webmessaging',
      deploymentId: transport['deploymentId'] ?? PLACEHOLDER.deploymentId,
      ...(domain === undefined && transport['dataURL'] !== undefined && transport['type'] === 'webmessaging'
        ? { dataURL: transport['dataURL'] }
        : { domain: domain ?? PLACEHOLDER.domain }),
      ...Object.fromEntries(Object.entries(transport).filter(([name]) => KEPT.includes(name)))
    },
    notes: [
      ...(transport['deploymentId'] === undefined
        ? ['transport.deploymentId: fill in the id of a Messenger deployment. The key of a web chat deployment is not one, so it was not carried over.']
        : []),
      ...(domain === undefined
        ? ["transport.domain: fill in your region's domain, like mypurecloud.com. The old address does not tell it."]
        : []),
      ...routingNote(transport['interactionData']),
      ...(transport['orgGuid'] ?? transport['organizationId']) === undefined ? [] : ['transport.orgGuid: kept, and sent as a custom attribute. The deployment already belongs to your organisation.'],
      ...Object.keys(transport)
        .filter((name) => !known.includes(name) && !mixedIn(transport).includes(name))
        .map((name) => `transport.${name}: not carried over; ${Object.hasOwn(LEFT_BEHIND, name) ? LEFT_BEHIND[name] : 'web messaging has nothing like it'}.`),
      ...mixedIn(transport).flatMap((name) => hidden('transport', transport[name]))
    ]
  }
}

export const migrate = (widgets: Fields): Migration => {
  const webchat = section(widgets['webchat'])
  const old = section(webchat['transport'])
  const { transport, notes } = fromTransport(old)
  const mixed = mixedIn(webchat)
  const isGms = webchat['transport'] === undefined && mixed.length === 0
  const dropped = isGms ? GMS.filter((name) => name in webchat) : []
  return {
    // What is mixed in comes first: the new transport wins over one that it may hold.
    widgets: { ...widgets, webchat: { ...Object.fromEntries(mixed.map((name) => [name, webchat[name]])), transport, ...omit(webchat, ['transport', ...mixed, ...dropped]) } },
    notes: [
      ...(old['type'] === 'webmessaging' ? ['transport.type: it is web messaging already.'] : []),
      ...(widgets['webchat'] === undefined ? ['webchat: there is none in this file; this is where it begins.'] : []),
      ...hidden('webchat', widgets['webchat']),
      ...hidden('transport', webchat['transport']),
      ...mixed.map((name) => `webchat: ${name} is kept as it is written. Look at what it holds: a transport in it is no longer used.`),
      ...notes,
      ...dropped.map((name) => `webchat.${name}: not carried over; it was for GMS.`),
      ...(isFields(webchat['userData']) ? ['userData: kept, and sent as custom attributes, all of them together at most 2,048 bytes.'] : [])
    ]
  }
}
