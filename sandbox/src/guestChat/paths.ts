/** The addresses of guest chat, relative to the origin as the real ones are. */

/** Where all operations are. */
export const prefix = '/api/v2/webchat/guest/conversations'
/** Where event streams are opened; the token follows. */
export const streamPrefix = '/chat/jwt/'

/** The address that messages give for their conversation: not the one of this API, as captured. */
export const conversationUri = (conversationId: string): string => `/api/v2/conversations/${conversationId}`
/** The history. */
export const messagesUri = (conversationId: string): string => `${prefix}/${conversationId}/messages`
/** The member list. */
export const membersUri = (conversationId: string): string => `${prefix}/${conversationId}/members`
