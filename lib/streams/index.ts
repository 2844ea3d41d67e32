/** The state of a service as streams: functions, so that what is not used is not in a bundle. */
export { agents$ } from './agents'
export type { ListedAgent } from './agents'
export type { Frozen } from './frozen'
export { status$ } from './status'
export { lastMessage$, transcript$ } from './transcript'
export type { TranscriptMessage, TranscriptView } from './transcript'
export { typing$ } from './typing'
export { markAsRead, unread$ } from './unread'
