/** The desk's commands: the control over HTTP, as anyone's tests use it. */
import type { Fault } from '../../src/faults/Fault.js'
import type { Supervision } from '../../src/model/Conversation.js'

const send = async (method: string, path: string, body?: object): Promise<void> => {
  const given = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/sandbox${path}`, { method, ...given })
  if (response.ok) return
  const problem: unknown = await response.json()
  const hasMessage = typeof problem === 'object' && problem !== null && 'message' in problem
  throw new Error(hasMessage ? String(problem.message) : `The server answered ${response.status}.`)
}

const agents = (id: string): string => `/conversations/${encodeURIComponent(id)}/agents`

/** Joins under this name. Every command rejects with the server's words when it is refused. */
export const join = (id: string, name: string): Promise<void> => send('POST', agents(id), { name })
/** Says something as this member. */
export const say = (id: string, memberId: string, body: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/messages`, { body })
/** Tells that this member types. */
export const typing = (id: string, memberId: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/typing`)
/** Hands the chat over to an agent of this name. */
export const transfer = (id: string, memberId: string, name: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/transfer`, { name })
/** This member leaves. */
export const leave = (id: string, memberId: string): Promise<void> => send('DELETE', `${agents(id)}/${memberId}`)
/** Pushes an address to the customer's page. */
export const pushUrl = (id: string, memberId: string, url: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/push-url`, { url })
/** Tells the programs of the customer's page something. */
export const customNotice = (id: string, memberId: string, text: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/custom-notice`, { text })
/** Comes as a supervisor. */
export const supervise = (id: string, name: string, supervision: Supervision): Promise<void> => send('POST', `/conversations/${encodeURIComponent(id)}/supervisors`, { name, supervision })
/** A file, as the control takes it: content in base64. */
export interface SentFile {
  readonly name: string
  /** Its MIME type. */
  readonly mime: string
  readonly content: string
}

/** Where web messaging has an operation of its own, that one is taken. */
const isWebMessaging = (backEnd: string): boolean => backEnd === 'web messaging'

/** To whom something is sent, and as whom. */
export interface Speaking {
  readonly id: string
  readonly memberId: string
  readonly backEnd: string
}

/** Sends a file. */
export const sendFile = ({ id, memberId, backEnd }: Speaking, file: SentFile): Promise<void> =>
  send('POST', `${agents(id)}/${memberId}/${isWebMessaging(backEnd) ? 'files' : 'sent-files'}`, file)
/** Says something with rich content: the wire's elements. */
export const sendContent = ({ id, memberId, backEnd }: Speaking, line: { readonly text?: string; readonly content: ReadonlyArray<object> }): Promise<void> =>
  send('POST', `${agents(id)}/${memberId}/${isWebMessaging(backEnd) ? 'content' : 'rich-lines'}`, line)
/** Ends the chat. */
export const end = (id: string): Promise<void> => send('POST', `/conversations/${encodeURIComponent(id)}/end`)
/** Orders a fault. */
export const fault = (ordered: Fault): Promise<void> => send('POST', '/faults', ordered)
/** Clears one. */
export const clearFault = (id: string): Promise<void> => send('DELETE', `/faults/${id}`)
