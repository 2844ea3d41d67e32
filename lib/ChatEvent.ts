/** What happened, in the words of the public event table. Every name is a name that subscribers use. */
import type { Agent } from './Agent'
import type { Capabilities } from './Capabilities'
import type { SignalName } from './Frame'
import type { Message } from './Message'
import type { Response } from './Response'
import { copyJson } from './data'
import type { Data } from './data'

/** A batch of messages. Subscribers may change it for those that follow them; the transcript keeps its own copy. */
export interface MessageReceived {
  /** The back end's own objects: same length and order as `messages`. */
  originalMessages: unknown[]
  messages: Message[]
  /** Part of what a reload brought back. */
  restoring: boolean
  sessionData: Data
  /** A page of history: older than everything received before. */
  oldMessages: boolean
}

/** Somebody came or went. `message` is the transcript's line for it, where there is one. */
export interface Presence {
  message?: Message
  agents: Record<string, Agent>
  numAgentsConnected: number
}

export type PresenceName = `${'client' | 'agent' | 'supervisor' | 'bot'}${'Connected' | 'Disconnected'}`

/** Somebody types. The back end's own frame, with `from` filled in. */
export interface Typing {
  from: { id: string; name: string; avatar?: string }
  [field: string]: unknown
}

/** A failure that no caller waits for, or that everyone should know of. `text` is in English and safe to show. */
export interface Fault extends Response {
  readonly errors: ReadonlyArray<{ readonly code: string; readonly text: string; readonly response: Response }>
}

/** The data of every event. `{}` where there is none. */
export interface Events extends Record<SignalName, object> {
  ready: object
  /** The answer to the request that created the session, with the session's data added. */
  started: Response & { readonly data: Data }
  restored: { readonly async: boolean }
  restoreTimeout: object
  /** Why: the response that came instead. */
  restoreFailed: Response
  messageReceived: MessageReceived
  clientConnected: Presence
  clientDisconnected: Presence
  agentConnected: Presence
  agentDisconnected: Presence
  supervisorConnected: Presence
  supervisorDisconnected: Presence
  botConnected: Presence
  botDisconnected: Presence
  agentTypingStarted: Typing
  agentTypingStopped: Typing
  agentTypingTimeout: Typing
  clientTypingStarted: object
  clientTypingStopped: object
  /** The connection is gone; `reconnected` follows when it is back, unless the chat ends. */
  disconnected: object
  reconnected: object
  /** Once per session, whoever ended it. */
  ended: object
  error: Fault
  capabilitiesChanged: Capabilities
}

export type EventName = keyof Events

export type ChatEvent = { [N in EventName]: { readonly _tag: N; readonly data: Events[N] } }[EventName]

export const event = <N extends EventName>(_tag: N, data: Events[N]): { readonly _tag: N; readonly data: Events[N] } => ({ _tag, data })

/** Every event, in the table's order. The compiler asks for the missing ones. */
const table: Record<EventName, 0> = {
  ready: 0,
  started: 0,
  restored: 0,
  restoreTimeout: 0,
  restoreFailed: 0,
  messageReceived: 0,
  clientConnected: 0,
  clientDisconnected: 0,
  agentConnected: 0,
  agentDisconnected: 0,
  supervisorConnected: 0,
  supervisorDisconnected: 0,
  botConnected: 0,
  botDisconnected: 0,
  agentTypingStarted: 0,
  agentTypingStopped: 0,
  agentTypingTimeout: 0,
  clientTypingStarted: 0,
  clientTypingStopped: 0,
  disconnected: 0,
  reconnected: 0,
  ended: 0,
  error: 0,
  pollingStarted: 0,
  pollingStopped: 0,
  chatServerWentOffline: 0,
  chatServerBackOnline: 0,
  restoredOffline: 0,
  capabilitiesChanged: 0,
  sleeping: 0,
  waking: 0,
  sessionLost: 0,
  ajaxResponse: 0
}
export const eventNames = Object.keys(table) as ReadonlyArray<EventName> // its keys are exactly the names

/**
 * A fault for everyone, told with the fields of the response itself at the top (sites read both). A copy: callers have
 * theirs. Sites read `responseJSON.message` without looking: it is there also when no server said anything.
 */
export const fault = (code: string, given: Response): ChatEvent => {
  const response = copyJson({ ...given, responseJSON: given.responseJSON ?? { message: given.statusText } })
  return event('error', { ...response, errors: [{ code, text: response.statusText, response }] })
}
