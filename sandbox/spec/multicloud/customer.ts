/** A customer who asks Multicloud CX v3 as the recorded exchanges do. */
import type { Sandbox } from '../../src/index.js'

/** An entry of `messages`, as far as the specs look into it. */
export interface Event {
  readonly index: string
  readonly type: string
  readonly from: { readonly type: string }
  readonly text?: string
  readonly url?: string
  readonly content?: ReadonlyArray<{ readonly url: string }>
}

/** What a reply may hold. */
export interface Body {
  readonly status: { readonly code: string | number }
  readonly operationId?: string
  readonly clientToken?: string
  readonly data: { readonly clientToken: string; readonly messages: ReadonlyArray<Event>; readonly chatEnded: boolean }
}

export interface Reply {
  readonly status: number
  readonly text: string
  /** Nothing of a body that is not JSON. */
  readonly body: Body
}

export const path = '/nexus/v3/chat/sessions'

export const ask = async (url: string, method: string, fields?: Record<string, string> | FormData, token?: string): Promise<Reply> => {
  const body = fields === undefined ? {} : { body: fields instanceof FormData ? fields : new URLSearchParams(fields) }
  const response = await fetch(url, { method, headers: { 'x-api-key': 'KEY-1', ...(token === undefined ? {} : { 'x-nexus-client-key': token }) }, ...body })
  const text = await response.text()
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} }
}

export const form = { 'data[firstName]': 'Jo', 'data[lastName]': 'Day', 'data[nickname]': 'Jo', 'data[endpoint]': 'web-chat', 'data[userData][tier]': 'gold', 'data[stream]': 'live', 'data[email]': 'jo@example.com', operationId: 'f737b3-287' }

export const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64').toString())

/** Starts a session and hands out how to ask in it. */
export const customer = async (sandbox: Sandbox, fields: Record<string, string> = form) => {
  const { body } = await ask(`${sandbox.url}${path}`, 'POST', fields)
  const token: string = body.data.clientToken
  const { sessionId, participantId } = claimsOf(token)
  const session = `${sandbox.url}${path}/${sessionId}`
  return {
    token, sessionId, participantId, session,
    messages: (query = '') => ask(`${session}/messages?operationId=1${query}`, 'GET', undefined, token),
    post: (fieldsOf: Record<string, string> | FormData, at = '/messages') => ask(`${session}${at}`, 'POST', fieldsOf, token),
    put: (fieldsOf: Record<string, string>) => ask(`${session}/userdata`, 'PUT', fieldsOf, token),
    leave: () => ask(`${session}/participants/${participantId}`, 'DELETE', { operationId: '2' }, token)
  }
}

/** The events of a reply, each as its type, whose it is, and its words. */
export const told = ({ body }: Reply): ReadonlyArray<string> =>
  body.data.messages.map(({ type, from, text, url }) => [type, from.type, text ?? url].filter((word) => word !== undefined).join(' '))
