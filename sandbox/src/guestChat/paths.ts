/** The addresses of guest chat, relative to the origin as the real ones are. */

export const prefix = '/api/v2/webchat/guest/conversations'
export const streamPrefix = '/chat/jwt/'

export const conversationUri = (conversationId: string): string => `/api/v2/conversations/${conversationId}`
export const messagesUri = (conversationId: string): string => `${prefix}/${conversationId}/messages`
export const membersUri = (conversationId: string): string => `${prefix}/${conversationId}/members`
