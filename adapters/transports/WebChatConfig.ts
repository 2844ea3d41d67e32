/** `window._genesys.widgets.webchat`, whichever back end it is for. */
import type { GuestChatSettings } from './guestChat/GuestChatSettings'
import type { WebMessagingSettings } from './webMessaging/WebMessagingSettings'

/** Told apart by `transport.type`. */
export type WebChatConfig = GuestChatSettings | WebMessagingSettings
