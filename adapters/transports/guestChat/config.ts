/** The part of the site's `webchat` section that guest chat reads. Names: observed behaviour of Genesys Widgets 9. */
import * as t from 'io-ts'
import { Milliseconds, object, optional, PageSize, Url, withDefault } from '../../../lib/codecs'
import { decodeWith } from '../../../lib/Config'

const codec = object({
  /** Ms that one request may take. */
  ajaxTimeout: withDefault(Milliseconds, 12_000),
  transport: object({
    /** The API's origin, such as `https://api.mypurecloud.com`. */
    dataURL: Url,
    /** These two may also come with each `startChat`. */
    deploymentKey: optional(t.string),
    orgGuid: optional(t.string),
    organizationId: optional(t.string),
    /** A signed token, for deployments that require authentication. */
    memberAuthToken: optional(t.string),
    /** Ms before the first attempt to reconnect, at most. */
    socketReconnectInterval: withDefault(Milliseconds, 500),
    /** Ms without a frame after which the connection counts as lost. */
    socketHeartbeatTrackerInterval: withDefault(Milliseconds, 14_000),
    /** History comes in pages, the latest with `restore`. */
    pagination: withDefault(t.boolean, true),
    maxMessagePageSize: withDefault(PageSize, 100),
    /** Tell of bots coming and going. */
    botEventsEnabled: withDefault(t.boolean, false)
  })
})

/** The same, decoded: with its defaults. */
export type GuestChatConfig = t.TypeOf<typeof codec>

/** `given`: the site's `webchat` section. `Left`: sentences that name the field, what was expected and what was found. */
export const decodeGuestChat = (given: unknown) => decodeWith(codec, given)
