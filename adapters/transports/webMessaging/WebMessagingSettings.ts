/** A site's `webchat` section for web messaging, as it is written. `null` is as good as absent; unknown fields are kept. */
import type { CoreConfig } from '../../../lib'

/** Which deployment is talked to, and how. One of `domain` and `dataURL` says where it is. */
export interface WebMessagingTransport {
  readonly type: 'webmessaging'
  /** The id of a Messenger deployment. */
  readonly deploymentId?: string | null
  /** Accepted in place of `deploymentId`. */
  readonly deploymentKey?: string | null
  /** The region, such as `mypurecloud.com`. */
  readonly domain?: string | null
  /** The API's origin, `https://api.<domain>` unless given. One is enough for a local server. */
  readonly dataURL?: string | null
  /** `wss://webmessaging.<domain>/v1` unless given; its `/v1` may be left out. */
  readonly messagingURL?: string | null
  /** `https://api-cdn.<domain>` unless given. */
  readonly configURL?: string | null
  /** WebChatService's asynchronous mode: pages restore by themselves, any of their plugins may `restore`. False unless given. */
  readonly async?: boolean | null
  /** Whether the customer is announced at once, so that a flow can greet; as the deployment says unless given. */
  readonly autoStart?: boolean | null
  /** Whether the customer's end ends and erases the conversation; as the deployment says unless given. */
  readonly allowClear?: boolean | null
  /** What a disconnect after which the customer may write again means; `'agentDisconnected'` unless given. */
  readonly disconnectBehaviour?: 'agentDisconnected' | 'ended' | null
  /**
   * How long a chat is found again: until the browser is closed, as on guest chat, or as long as its session lives, which is
   * 72 hours after the last message unless the deployment says otherwise. `'browserCloses'` unless given: people share computers.
   */
  readonly keepUntil?: 'browserCloses' | 'sessionEnds' | null
  /** Sent with every chat, beside the form and the user data. */
  readonly customAttributes?: Readonly<Record<string, unknown>> | null
  /** Carried as a custom attribute. */
  readonly orgGuid?: string | null
  /** Another name of `orgGuid`. */
  readonly organizationId?: string | null
  /** `routing`: carried as custom attributes `routing.<name>`, for the flow to route on. */
  readonly interactionData?: Readonly<Record<string, unknown>> | null
  /** Messages per page of history, from 1 to 100; 25 unless given. */
  readonly maxMessagePageSize?: number | null
  /** Proof of a signed-in customer: `{ code, redirectUri, codeVerifier }` or `{ idToken, nonce }`. Passed on, never kept. */
  readonly auth?: Readonly<Record<string, unknown>> | null
}

export interface WebMessagingSettings extends CoreConfig {
  readonly transport: WebMessagingTransport
}
