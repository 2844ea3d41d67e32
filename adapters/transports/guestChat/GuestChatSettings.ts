/** A site's `webchat` section for guest chat, as it is written. `null` is as good as absent; unknown fields are kept. */
import type { CoreConfig } from '../../../lib'

/** Where the guest chat API is, and how it is used. */
export interface GuestChatTransport {
  readonly type: 'purecloud-v2-sockets'
  /** The API's origin, such as `https://api.mypurecloud.com`. */
  readonly dataURL: string
  /** The key of the deployment. It may also come with each `startChat`. */
  readonly deploymentKey?: string | null
  /** The id of the organization. It may also come with each `startChat`. */
  readonly orgGuid?: string | null
  /** Another name of `orgGuid`. */
  readonly organizationId?: string | null
  /** A signed token of the customer, for deployments that require authentication. It may also come with each `startChat`. */
  readonly memberAuthToken?: string | null
  /** `routing`: `{ targetAddress, targetType, priority, skills, language }`. `journey`: of Altocloud. `userData`: more custom fields. */
  readonly interactionData?: Readonly<Record<string, unknown>> | null
  /** Whether history comes in pages, the latest with `restore`; true unless given. */
  readonly pagination?: boolean | null
  /** Messages per page of history, from 1 to 100; 100 unless given. */
  readonly maxMessagePageSize?: number | null
  /** Ms without a frame after which the connection counts as lost; 14,000 unless given. */
  readonly socketHeartbeatTrackerInterval?: number | null
  /** Ms before the first attempt to reconnect, at most; 500 unless given. */
  readonly socketReconnectInterval?: number | null
  /** Whether bots that come and go are told of; false unless given. */
  readonly botEventsEnabled?: boolean | null
}

/** The site's whole `webchat` section for guest chat. */
export interface GuestChatSettings extends CoreConfig {
  readonly transport: GuestChatTransport
}
