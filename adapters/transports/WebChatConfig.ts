/** `window._genesys.widgets.webchat`, whichever back end it is for. */
import type { GmsSettings } from './gms/GmsSettings'
import type { GuestChatSettings } from './guestChat/GuestChatSettings'
import type { MulticloudV3Settings } from './multicloudV3/MulticloudV3Settings'
import type { WebMessagingSettings } from './webMessaging/WebMessagingSettings'

/** Told apart by `transport.type`; GMS has none. */
export type WebChatConfig = GuestChatSettings | WebMessagingSettings | MulticloudV3Settings | GmsSettings
