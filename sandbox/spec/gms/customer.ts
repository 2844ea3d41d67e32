/** A customer who asks GMS over REST as the recorded exchanges do. */
import type { Sandbox } from '../../src/index.js'

/** An entry of `messages`, as far as the specs look into it. */
export interface Event {
  readonly index: number
  readonly type: string
  readonly from: { readonly type: string }
  readonly text?: string
  readonly userData: Readonly<Record<string, string>>
  readonly eventAttributes: { readonly GCTI_SYSTEM: unknown; readonly 'structured-content'?: { readonly 'genesys-chat': { readonly content: string } } }
}

/** What a reply may hold. */
export interface Body {
  readonly chatId: string
  readonly secureKey: string
  readonly alias: string
  readonly userId: string
  readonly statusCode: number
  readonly chatEnded: boolean
  readonly messages: ReadonlyArray<Event>
  readonly errors?: ReadonlyArray<{ readonly code: number; readonly advice: string }>
  readonly userData: Readonly<Record<string, string>>
  readonly idleTimerExpire?: number
}

export interface Reply {
  readonly status: number
  readonly text: string
  /** Nothing of a body that is not JSON. */
  readonly body: Body
}

export const service = '/genesys/2/chat/customer-support'

export const post = async (url: string, fields: Record<string, string> | FormData, headers: Record<string, string> = {}): Promise<Reply> => {
  const response = await fetch(url, { method: 'POST', headers, body: fields instanceof FormData ? fields : new URLSearchParams(fields) })
  const text = await response.text()
  return { status: response.status, text, body: text.startsWith('{') && text.endsWith('}') ? JSON.parse(text) : {} }
}

/** As the client sends it: with empty identification fields. */
export const start = {
  alias: '', secureKey: '', userId: '', nickname: 'Jo', firstName: 'Jo', lastName: 'Day', emailAddress: 'jo@example.com', subject: 'Order 7', text: '',
  'userData[GCTI_LanguageCode]': 'en', 'userData[tier]': 'gold'
}

/** Starts a chat and hands out how to ask in it. */
export const customer = async (sandbox: Sandbox, fields: Record<string, string> = start) => {
  const { body } = await post(`${sandbox.url}${service}/`, fields)
  const { chatId, secureKey, alias, userId } = body
  const keys = { alias, secureKey, userId }
  const ask = (operation: string, more: Record<string, string> = {}) => post(`${sandbox.url}${service}/${chatId}/${operation}`, { ...keys, ...more })
  const form = (...files: ReadonlyArray<readonly [name: string, size: number]>): FormData => {
    const data = new FormData()
    for (const [name, size] of files) data.append('file', new Blob([new Uint8Array(size)], { type: 'image/png' }), name)
    for (const [key, value] of Object.entries(keys)) data.append(key, value)
    return data
  }
  return {
    chatId, keys, started: body, ask, conversationId: sandbox.gms.sessions().find((session) => session.chatId === chatId)?.conversationId ?? '',
    refresh: (transcriptPosition: number) => ask('refresh', { transcriptPosition: String(transcriptPosition), message: '' }),
    upload: (name: string, size = 3) => post(`${sandbox.url}${service}/${chatId}/file`, form([name, size])),
    multipart: (path: string) => post(`${sandbox.url}${service}/${chatId}/${path}`, form())
  }
}

/** The events of a reply, each as its index, its type, whose it is, and its words. */
export const told = ({ body }: Reply): ReadonlyArray<string> => body.messages.map(({ index, type, from, text }) => [index, type, from.type, text].filter((word) => word !== undefined).join(' '))
