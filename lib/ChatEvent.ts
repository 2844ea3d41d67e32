/** What happened, in the words of the public event table. Every name is a name that subscribers use. */
import type { Agent } from './Agent'
import type { Capabilities } from './Capabilities'
import type { SignalName } from './Frame'
import type { Message } from './Message'
import type { Response } from './Response'
import { copyJson, isPlain } from './data'
import type { Data } from './data'

/** Messages that came together. Subscribers may change them for those that follow; the transcript keeps copies of its own. */
export interface MessageReceived {
  /** The back end's own objects that the messages were made of: same length and order as `messages`. */
  originalMessages: unknown[]
  /** Ascending by time, never empty. */
  messages: Message[]
  /** Whether a reload brought them back: an earlier page has been told of them. */
  restoring: boolean
  /** What identifies the session, in the back end's words. It may hold tokens, as that of guest chat does: do not log it. */
  sessionData: Data
  /** A page of history, fetched on request: older than everything received before. */
  oldMessages: boolean
  /** Of news that the chat is idle: the seconds until the next step, where the back end says so. */
  idleTimeCountDown?: number
}

/** Somebody came or went. */
export interface Presence {
  /** The transcript's line for it; absent where there is none, as when a session is restored. */
  message?: Message
  /** Everybody who serves or served in this session, by id: those who left, too. */
  agents: Record<string, Agent>
  /** How many of them are there now. */
  numAgentsConnected: number
}

/** The events that carry a `Presence`. */
export type PresenceName = `${'client' | 'agent' | 'supervisor' | 'bot'}${'Connected' | 'Disconnected'}`

/** Somebody types. The back end's own frame, with `from` filled in. */
export interface Typing {
  /** Who. Empty texts where the back end does not tell; `avatar` is the URL of a picture. */
  from: { id: string; name: string; avatar?: string }
  /** What else is in the back end's frame. */
  [field: string]: unknown
}

/** A failure that no caller waits for, or that everyone should know of. The response's own fields stand at the top, too. */
export interface Fault extends Response {
  /**
   * One. `code` is for programs: `StartFailed`, `MessageFailed`, `<transport type>-<status>` for other requests,
   * `MalformedFrame`, `FrameFailed`, `FactFailed`, `PreprocessorFailed`, `HistoryFailed`, `InvalidConfiguration`, or a word
   * of the back end. `text` is in English
   * and safe to show. `response.responseJSON.message` is always there.
   */
  readonly errors: ReadonlyArray<{ readonly code: string; readonly text: string; readonly response: Response }>
}

/** The data of every event, by its name. `object`: an empty one. Source: the event table of the public page. */
export interface Events extends Record<SignalName, object> {
  /** The plugin can be used. Told by the bus, once, also to those who subscribe later; the streams do not tell it. */
  ready: object
  /** A new session is there. The answer to the request that created it, with what identifies the session under `data`. It may hold tokens, as that of guest chat does: do not log it. */
  started: Response & { readonly data: Data }
  /** The session of an earlier page is there again. `async`: whether the back end keeps sessions without their pages. */
  restored: { readonly async: boolean }
  /** There was a session, but the client has been away from the site for longer than `restoreTimeout` ms. */
  restoreTimeout: object
  /** There was a session that cannot be taken up. Why: the response that came instead. */
  restoreFailed: Response
  /** Messages came, were brought back, or were fetched from the history. Told before whoever joined or left by them. */
  messageReceived: MessageReceived
  /** The client has joined the session, or is in it after a reload. */
  clientConnected: Presence
  /** The client is out of the session, which is over: told once, right before `ended`. */
  clientDisconnected: Presence
  /** An agent joined: once until they leave, however often the back end says so. */
  agentConnected: Presence
  /** An agent left. They stay in `agents`, with their `disconnectedTime`. */
  agentDisconnected: Presence
  /** A supervisor joined, on back ends that tell them from agents. */
  supervisorConnected: Presence
  /** A supervisor left. */
  supervisorDisconnected: Presence
  /** A bot joined, on back ends that tell of them, and where they are asked to. */
  botConnected: Presence
  /** A bot left. */
  botDisconnected: Presence
  /** An agent or a supervisor began to type. One of the next two follows. */
  agentTypingStarted: Typing
  /** They stopped, wrote or left, the connection is gone, or the session is over. */
  agentTypingStopped: Typing
  /** They have not been heard of for 3,000 ms, unless `agentTypingTimeout` says otherwise. */
  agentTypingTimeout: Typing
  /** The client began to type, in a registered text field or by `sendTyping`. One `clientTypingStopped` follows. */
  clientTypingStarted: object
  /** No key for 2,000 ms, unless `clientTypingTimeout` says otherwise; the field was left, the message sent, the connection lost, or the session is over. */
  clientTypingStopped: object
  /** The connection is gone; `reconnected` follows when it is back, unless the session ends. */
  disconnected: object
  /** The connection is back, and what was missed has been told. Only after `disconnected`. */
  reconnected: object
  /** The session is over: once per session, whoever ended it. */
  ended: object
  /** Something failed, or could not be understood. The session goes on unless `ended` follows. */
  error: Fault
  /** The back end can do more or less than before: all that it can do now. */
  capabilitiesChanged: Capabilities
  /** The service asks the back end for news, at intervals. Back ends that are polled. */
  pollingStarted: object
  /** It does so no longer. Back ends that are polled. */
  pollingStopped: object
  /** The chat server cannot be reached. Back ends that are polled. */
  chatServerWentOffline: object
  /** It can be reached again. Back ends that are polled. */
  chatServerBackOnline: object
  /** A session was taken up while the chat server could not be reached. Back ends that are polled. */
  restoredOffline: object
  /** The service rests: it no longer listens to the back end. As the back end tells it. */
  sleeping: object
  /** It listens again. As the back end tells it. */
  waking: object
  /** The back end no longer knows the session. As the back end tells it. */
  sessionLost: object
  /** A request was answered. As the back end tells it. */
  ajaxResponse: object
}

/** Every name that subscribers use. */
export type EventName = keyof Events

/** One thing that happened. On a bus `data` is one object for all who are told; each subscriber of a stream has its own. */
export type ChatEvent = { [N in EventName]: { readonly _tag: N; readonly data: Events[N] } }[EventName]

/** An event by its name, with its data. */
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

/** The names of all events, in the order of the table. */
export const eventNames = Object.keys(table) as ReadonlyArray<EventName> // its keys are exactly the names

/**
 * A fault for everyone, told with the fields of the response itself at the top (sites read both). A copy: callers have
 * theirs. Sites read `responseJSON.message` without looking: it is there also when no server said anything.
 */
export const fault = (code: string, given: Response): ChatEvent => {
  const { responseJSON: body, statusText } = given
  const responseJSON = isPlain(body) ? { ...body, message: body.message ?? statusText } : { message: statusText }
  const response = copyJson({ ...given, responseJSON })
  return event('error', { ...response, errors: [{ code, text: response.statusText, response }] })
}
