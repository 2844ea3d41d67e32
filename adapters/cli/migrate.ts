/** From a WebChatService configuration for any older back end to one for web messaging. Pure. */
import { fieldsOf, isFields, isSpread, Source } from './Configuration'
import type { Fields, Value } from './Configuration'

/** The new configuration, and what a person has to know of it. */
export interface Migration {
  /** The whole `widgets` section, with the new `webchat.transport`. */
  readonly widgets: Fields
  /** What a person has to do or to know, one sentence each. */
  readonly notes: ReadonlyArray<string>
}

/** Fields of `transport` that mean the same to web messaging. */
const SAME_MEANING = [
  'interactionData', 'orgGuid', 'organizationId', 'pagination', 'maxMessagePageSize', 'customAttributes', 'autoStart',
  'allowClear', 'disconnectBehaviour', 'keepUntil', 'messagingURL', 'configURL', 'auth'
]

/** Fields of `transport` that are read here and have their own place, or their own note. */
const READ = ['type', 'dataURL', 'domain', 'deploymentKey', 'deploymentId', 'async']

/** Why a field of an older `transport` has no place in the new one. */
const LEFT_BEHIND: Readonly<Record<string, string>> = {
  socketReconnectInterval: 'reconnection is timed by the back end',
  socketHeartbeatTrackerInterval: 'web messaging sends no heartbeats; the connection is watched in another way',
  memberAuthToken: 'signed-in customers are told by transport.auth, see docs/web-messaging.md',
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
const OF_GMS = [
  'dataURL', 'serverURL', 'apikey', 'endpoint', 'cometD', 'enableCustomHeader', 'enableUrlTrailingSlash', 'xhrFields',
  'pollRate', 'pollRateMin', 'pollRateMax', 'pollRateMult', 'pollRateSleep', 'pollExceptionLimit', 'dynamicPolling',
  'pollIntervalIdle_ms', 'sleepEnabled', 'async', 'fileUploadTimeout'
]

const OWN_SESSION =
  "transport.async: only whether it is enabled was carried over. The page's functions that keep the session are not called: it is kept by the service, see keepUntil in docs/web-messaging.md."

/** What a person has to fill in. */
export const PLACEHOLDER = { deploymentId: 'YOUR_MESSENGER_DEPLOYMENT_ID', domain: 'YOUR_REGION_DOMAIN' }

const pick = (fields: Fields, names: ReadonlyArray<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))

const omit = (fields: Fields, names: ReadonlyArray<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** The names of what the page mixes in: `...base`. */
const spreadsIn = (fields: Fields): ReadonlyArray<string> => Object.keys(fields).filter((name) => isSpread(name, fields[name]))

/** What only the page can evaluate may hold anything. */
const hiddenNote = (place: string, text: string): string => `${place}: not carried over; only the page can evaluate ${text}. Look at what it holds.`

/** `https://api.mypurecloud.de` → `mypurecloud.de`. */
const domainOf = (dataURL: Value): string | undefined => {
  if (typeof dataURL !== 'string') return undefined
  return /^https:\/\/api\.([^/:]+)/i.exec(dataURL)?.[1]
}

/** The region's domain, as the old address or the field tells it. */
const regionOf = (transport: Fields): Value => domainOf(transport['dataURL']) ?? transport['domain'] ?? undefined

/** Where web messaging is: a region's domain, or any other address when the transport was one for web messaging already. */
const addressOf = (transport: Fields): Fields => {
  const domain = regionOf(transport)
  if (domain !== undefined) return { domain }
  const isMessaging = transport['type'] === 'webmessaging'
  return isMessaging && transport['dataURL'] !== undefined ? { dataURL: transport['dataURL'] } : { domain: PLACEHOLDER.domain }
}

/** The key of an older back end is no id; web messaging takes both names for one. */
const deploymentOf = (transport: Fields): Value =>
  transport['deploymentId'] ?? (transport['type'] === 'webmessaging' ? transport['deploymentKey'] : undefined)

/** Older back ends have an object with `enabled`, and functions that keep the session; GMS has it in `webchat` itself. */
const asyncOf = (transport: Fields, webchat: Fields): Value => {
  const given = transport['async'] ?? webchat['async']
  return isFields(given) ? given['enabled'] : given
}

const newTransport = (transport: Fields, webchat: Fields): Fields => {
  const mode = asyncOf(transport, webchat)
  return {
    type: 'webmessaging',
    deploymentId: deploymentOf(transport) ?? PLACEHOLDER.deploymentId,
    ...addressOf(transport),
    ...pick(transport, SAME_MEANING),
    ...(mode === undefined ? {} : { async: mode })
  }
}

const transportNotes = (transport: Fields): ReadonlyArray<string> => {
  const notes: string[] = []
  if (deploymentOf(transport) === undefined) {
    notes.push('transport.deploymentId: fill in the id of a Messenger deployment. The key of a web chat deployment is not one, so it was not carried over.')
  }
  if (addressOf(transport)['domain'] === PLACEHOLDER.domain) {
    notes.push("transport.domain: fill in your region's domain, like mypurecloud.com. The old address does not tell it.")
  }
  if (isFields(fieldsOf(transport['interactionData'])['routing'])) {
    notes.push('transport.interactionData.routing: kept, and sent as custom attributes. Route on them in your inbound message flow; nothing routes by itself.')
  }
  if ((transport['orgGuid'] ?? transport['organizationId']) !== undefined) {
    notes.push('transport.orgGuid: kept, and sent as a custom attribute. The deployment already belongs to your organisation.')
  }
  if (isFields(transport['async'])) notes.push(OWN_SESSION)
  const spreads = spreadsIn(transport)
  for (const name of Object.keys(omit(transport, [...READ, ...SAME_MEANING, ...spreads]))) {
    const why = Object.hasOwn(LEFT_BEHIND, name) ? LEFT_BEHIND[name] : 'web messaging has nothing like it'
    notes.push(`transport.${name}: not carried over; ${why}.`)
  }
  return [...notes, ...spreads.map((name) => hiddenNote('transport', name))]
}

/** `widgets`: the whole section as it was read. Everything but `webchat` stays as it is. */
export const migrate = (widgets: Fields): Migration => {
  const webchat = fieldsOf(widgets['webchat'])
  const transport = fieldsOf(webchat['transport'])
  const spreads = spreadsIn(webchat)
  const isGms = webchat['transport'] === undefined && spreads.length === 0
  const dropped = isGms ? OF_GMS.filter((name) => name in webchat) : []

  const notes: string[] = []
  if (transport['type'] === 'webmessaging') notes.push('transport.type: it is web messaging already.')
  if (widgets['webchat'] === undefined) notes.push('webchat: there is none in this file; this is where it begins.')
  if (widgets['webchat'] instanceof Source) notes.push(hiddenNote('webchat', widgets['webchat'].text))
  if (webchat['transport'] instanceof Source) notes.push(hiddenNote('transport', webchat['transport'].text))
  for (const name of spreads) notes.push(`webchat: ${name} is kept as it is written. Look at what it holds: a transport in it is no longer used.`)
  notes.push(...transportNotes(transport))
  if (isGms && isFields(webchat['async'])) notes.push(OWN_SESSION)
  for (const name of dropped.filter((each) => each !== 'async')) notes.push(`webchat.${name}: not carried over; it was for GMS.`)
  if (isFields(webchat['userData'])) notes.push('userData: kept, and sent as custom attributes, all of them together at most 2,048 bytes.')

  return {
    widgets: {
      ...widgets,
      webchat: {
        ...pick(webchat, spreads), // what is mixed in comes first: the new transport wins over one that it may hold
        transport: newTransport(transport, isGms ? webchat : {}),
        ...omit(webchat, ['transport', ...spreads, ...dropped])
      }
    },
    notes
  }
}
