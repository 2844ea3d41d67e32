/** The `transport` section for web messaging, and the addresses that follow from it. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either } from '../../../lib'
import { matching, object, oneOf, optional, PageSize, Text, Url, withDefault } from '../../../lib/codecs'
import { decodeWith } from '../../../lib/Config'
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
  /** How long what is stored is kept. */
  readonly keepUntil: 'browserCloses' | 'sessionEnds'
  /** What a disconnect after which the customer may write again means; `undefined`: `agentDisconnected`. */
  readonly disconnectBehaviour: 'agentDisconnected' | 'ended' | undefined
  /** Sent with every chat, beside the form and the user data. */
  readonly customAttributes: Data | undefined
  readonly orgGuid: string | undefined
  /** Messages per page of history. */
  readonly pageSize: number
  readonly auth: SignIn | undefined
}

const SocketUrl = matching('an absolute URL with ws or wss', /^wss?:\/\/[^\s/]+/i)
const Domain = matching('a domain such as mypurecloud.com', /^[\w-]+(\.[\w-]+)+$/)

const codec = object({
  transport: object({
    deploymentId: optional(Text),
    deploymentKey: optional(Text),
    domain: optional(Domain),
    messagingURL: optional(SocketUrl),
    dataURL: optional(Url),
    configURL: optional(Url),
    async: withDefault(t.boolean, false),
    autoStart: optional(t.boolean),
    allowClear: optional(t.boolean),
    disconnectBehaviour: optional(oneOf<'agentDisconnected' | 'ended'>('agentDisconnected', 'ended')),
    keepUntil: withDefault(oneOf<'browserCloses' | 'sessionEnds'>('browserCloses', 'sessionEnds'), 'browserCloses'),
    customAttributes: optional(DataC),
    orgGuid: optional(t.string),
    organizationId: optional(t.string),
    maxMessagePageSize: withDefault(PageSize, 25),
    auth: optional(DataC)
  })
})

/** Half of a character, which no address can hold, is none. */
const wellFormed = (id: string): string => id.replace(/[\ud800-\udfff]/gu, '\ufffd')

const trimmed = (url: string): string => url.replace(/\/+$/, '')

/** `Left`: sentences that name the field, what was found and what was expected. */
export const decodeTransport = (given: unknown): Either<ReadonlyArray<string>, WebMessagingConfig> => {
  const decoded = decodeWith(codec, given)
  if (decoded._tag === 'Left') return decoded
  const { transport } = decoded.right
  const { deploymentId = transport.deploymentKey, domain, dataURL } = transport
  const origin = domain === undefined ? dataURL : `https://api.${domain}`
  if (deploymentId === undefined) return E.left(['webchat.transport.deploymentId: expected the id of a Messenger deployment, found undefined'])
  if (origin === undefined) return E.left([`webchat.transport.domain: expected ${Domain.name}, found undefined`])
  // Hosts of the public regions, by the official mobile transport and Java SDK; else one origin for everything, as local servers have it.
  const beside = (host: string): string => trimmed(origin).replace(/^(https:\/\/)api\./i, `$1${host}.`)
  return E.right({
    ...transport,
    deploymentId: wellFormed(deploymentId),
    orgGuid: transport.orgGuid ?? transport.organizationId,
    pageSize: transport.maxMessagePageSize,
    messagingURL: trimmed(transport.messagingURL ?? beside('webmessaging').replace(/^http/i, 'ws')).replace(/^wss?:\/\/[^/]+$/i, '$&/v1'),
    dataURL: trimmed(dataURL ?? origin),
    configURL: trimmed(transport.configURL ?? beside('api-cdn'))
  })
}
