/** The requests of guest chat. Pure. Source: Genesys Cloud guest chat API, OpenAPI definition of 2025-11. */
import type { Request } from '../rest'
import type { Chat } from './Chat'

const PREFIX = '/api/v2/webchat/guest/conversations'

export const create = (origin: string, body: unknown): Request => ({ method: 'POST', url: origin + PREFIX, body })

export interface Page {
  readonly after?: string
  readonly before?: string
  readonly descending?: boolean
  readonly maxResults?: number
}

const query = ({ after, before, descending, maxResults }: Page): string => {
  const parts = [
    descending ? 'sortOrder=descending' : '',
    maxResults === undefined ? '' : `maxResults=${maxResults}`,
    after === undefined ? '' : `after=${encodeURIComponent(after)}`,
    before === undefined ? '' : `before=${encodeURIComponent(before)}`
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Of one chat. `path`s that the server gives (`next`) are relative to the origin. */
export const requests = (origin: string, { conversationId, memberId, jwt }: Chat) => {
  const to = (method: Request['method'], path: string, body?: unknown): Request => ({
    method,
    url: origin + path,
    headers: { authorization: `Bearer ${jwt}` },
    ...(body === undefined ? {} : { body })
  })
  const conversation = `${PREFIX}/${encodeURIComponent(conversationId)}`
  const member = (id: string): string => `${conversation}/members/${encodeURIComponent(id)}`
  return {
    next: (path: string) => to('GET', path),
    messages: (page: Page) => to('GET', `${conversation}/messages${query(page)}`),
    members: () => to('GET', `${conversation}/members`),
    member: (id: string) => to('GET', member(id)),
    sendMessage: (body: string) => to('POST', `${member(memberId)}/messages`, { body }),
    sendTyping: () => to('POST', `${member(memberId)}/typing`),
    leave: () => to('DELETE', member(memberId))
  }
}
