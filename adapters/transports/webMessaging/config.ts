/** The `transport` section for web messaging, and the addresses that follow from it. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either } from '../../../lib'
import { matching, oneOf, optional, PageSize, Text, Url, withDefault } from '../../../lib/codecs'
import { decodeWith, section } from '../../../lib/Config'
import { DataC } from '../../../lib/data'
import type { Data } from '../../../lib/data'

/** How a person who is signed in on the site proves it: an authorization code, or an id token. Passed on, never kept. */
export type SignIn = Data

export interface WebMessagingConfig {
  readonly deploymentId: string
  /** `wss://webmessaging.<domain>/v1`, without a query. */
  readonly messagingURL: string
  /** `https://api.<domain>`. */
  readonly dataURL: string
  /** `https://api-cdn.<domain>`. */
  readonly configURL: string
  readonly domain: string | undefined
  readonly async: boolean
  /** `undefined`: as the deployment says. */
  readonly autoStart: boolean | undefined
  readonly allowClear: boolean | undefined
  /** What a disconnect after which the customer may write again means. */
  readonly disconnectBehaviour: 'agentDisconnected' | 'ended'
  /** Sent with every chat, beside the form and the user data. */
  readonly customAttributes: Data
  readonly orgGuid: string | undefined
  /** Messages per page of history. */
  readonly pageSize: number
  readonly auth: SignIn | undefined
}

const SocketUrl = matching('an absolute URL with ws or wss', /^wss?:\/\/[^\s/]+/i)
const Domain = matching("a region's domain, such as 'mypurecloud.com'", /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i)

const codec = section({
  transport: section({
    deploymentId: optional(Text),
    deploymentKey: optional(Text),
    domain: optional(Domain),
    messagingURL: optional(SocketUrl),
    dataURL: optional(Url),
    configURL: optional(Url),
    async: withDefault(t.boolean, false),
    autoStart: optional(t.boolean),
    allowClear: optional(t.boolean),
    disconnectBehaviour: withDefault(oneOf<WebMessagingConfig['disconnectBehaviour']>('agentDisconnected', 'ended'), 'agentDisconnected'),
    customAttributes: withDefault(DataC, {}),
    orgGuid: optional(t.string),
    organizationId: optional(t.string),
    maxMessagePageSize: withDefault(PageSize, 25),
    auth: optional(DataC)
  })
})

const trimmed = (url: string): string => url.replace(/\/+$/, '')

/** Defaults of the public regions. Source: the official mobile transport and Java SDK. */
const addresses = (domain: string): Addresses => ({
  messagingURL: `wss://webmessaging.${domain}/v1`,
  dataURL: `https://api.${domain}`,
  configURL: `https://api-cdn.${domain}`
})

type Addresses = Pick<WebMessagingConfig, 'messagingURL' | 'dataURL' | 'configURL'>

/** One origin for everything, as local servers have it. */
const local = (dataURL: string): Addresses => ({ messagingURL: `${dataURL.replace(/^http/i, 'ws')}/v1`, dataURL, configURL: dataURL })

const complete = (url: string): string => (/^wss?:\/\/[^/]+$/i.test(trimmed(url)) ? `${trimmed(url)}/v1` : trimmed(url))

/** `Left`: sentences that name the field, what was found and what was expected. */
export const decodeTransport = (given: unknown): Either<ReadonlyArray<string>, WebMessagingConfig> => {
  const decoded = decodeWith(codec, given)
  if (decoded._tag === 'Left') return decoded
  const { deploymentId, deploymentKey, domain: named, dataURL, messagingURL, configURL, orgGuid, organizationId, maxMessagePageSize, ...rest } =
    decoded.right.transport
  const id = deploymentId ?? deploymentKey
  // A page that comes from guest chat has the REST address of its region.
  const domain = named ?? /^https:\/\/api\.([a-z0-9.-]+)\/*$/i.exec(dataURL ?? '')?.[1]
  const from = domain === undefined ? (dataURL === undefined ? undefined : local(trimmed(dataURL))) : addresses(domain)
  if (id === undefined) return E.left(['webchat.transport.deploymentId: expected the id of a Messenger deployment, found undefined'])
  if (from === undefined) return E.left([`webchat.transport.domain: expected ${Domain.name}, found undefined`])
  return E.right({
    ...rest,
    deploymentId: id,
    domain,
    orgGuid: orgGuid ?? organizationId,
    pageSize: maxMessagePageSize,
    messagingURL: complete(messagingURL ?? from.messagingURL),
    dataURL: trimmed(dataURL ?? from.dataURL),
    configURL: trimmed(configURL ?? from.configURL)
  })
}
