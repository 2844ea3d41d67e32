/** Everything the service remembers. */
import type { Agents } from './Agent'
import type { Capabilities } from './Capabilities'
import type { ChatEvent } from './ChatEvent'
import type { Config } from './Config'
import type { Inputs } from './Inputs'
import type { Message } from './Message'
import type { Outbound } from './Outbound'
import { noSession } from './Session'
import type { Phase, SessionData } from './Session'
import type { Transcript } from './Transcript'
import type { Data } from './data'

/** Hides messages whose text it matches. */
export type Prefilter = RegExp

/** Rewrites a message: changes it, or returns another, or a promise of one. */
export type Preprocessor = (message: Message) => unknown

/** All of it, at one time. Never changed: the next state is another object. */
export interface State {
  /** What the back end can do. */
  readonly capabilities: Capabilities
  readonly phase: Phase
  /** What identifies the session that is there: `noSession` without one. */
  readonly session: SessionData
  /** How many sessions were begun. What belongs to an earlier one is told apart by it. */
  readonly epoch: number
  /** When the latest session began, in ms since the epoch, kept after its end; `false` before the first one. */
  readonly startTime: number | false
  /** When it ended, in ms since the epoch; while it runs, its last message. `false` before the first one. */
  readonly endTime: number | false
  /** Whether the session began before anything was known of the server's clock: then both times are by the local one. */
  readonly isLocalTime: boolean
  /** Who serves or served in the latest session, kept after its end. */
  readonly agents: Agents
  /** Of the latest session, kept after its end. */
  readonly transcript: Transcript
  /** In the order of their registration; they outlive sessions. */
  readonly prefilters: ReadonlyArray<Prefilter>
  /** In the order of their registration; they outlive sessions. */
  readonly preprocessors: ReadonlyArray<Preprocessor>
  /** What happens in the text field that is to be watched next; those before it still are. */
  readonly typing$: ReturnType<Inputs>
  /** Sent with the next chat. */
  readonly userData: Data
  /** How the next chat is routed, and what else the back end is told of it. */
  readonly interactionData: Data
  /** Whether the connection is gone. */
  readonly lost: boolean
  /** What the customer has said, until its fate is known. */
  readonly outbound: ReadonlyArray<Outbound>
  /** When the client last typed, in ms since the epoch, while it counts as typing. */
  readonly typedAt: number | undefined
  /** Whether subscribers know that the client types: each start has one stop. */
  readonly typingTold: boolean
}

/** A state, and the events that tell of it: in that order. */
export type Change = readonly [state: State, ...events: ReadonlyArray<ChatEvent>]

/**
 * One fact: from the state it meets to the change it makes. All facts of a frame happen in one turn: a command that a
 * subscriber gives meanwhile comes after them.
 * `at`: now, in ms since the epoch.
 */
export type Fact = (state: State, at: number) => Change

/** Codes and tokens that widgets send through the chat. Source: contract, prefilters. */
export const BUILT_IN = /\{start:[0-9]{9}\}/

/** Before the first session. */
export const initial = ({ userData, transport }: Config, capabilities: Capabilities): State => ({
  capabilities,
  phase: 'idle',
  session: noSession,
  epoch: 0,
  startTime: false,
  endTime: false,
  isLocalTime: false,
  agents: {},
  transcript: undefined,
  prefilters: [BUILT_IN],
  preprocessors: [],
  typing$: undefined,
  userData,
  interactionData: transport.interactionData ?? {},
  lost: false,
  outbound: [],
  typedAt: undefined,
  typingTold: false
})

/** What two clocks show at the same moment, in ms since the epoch. */
export interface Clocks {
  readonly local: number
  readonly server: number
}

/** The state once the server's clock is known: what the local one had stamped until then is moved to it. */
export const onServerTime = (state: State, { local, server }: Clocks): State => {
  const [startTime, endTime] = [Number(state.startTime) + server - local, Number(state.endTime)]
  const isEndLocal = endTime <= local // one of the server's own may be there already
  return { ...state, isLocalTime: false, startTime, endTime: Math.max(startTime, isEndLocal ? endTime + server - local : endTime) }
}

/** A session is there. */
export const isActive = ({ phase }: State): boolean => phase === 'active'

/** The session of an earlier page is on its way. */
export const isRestoring = ({ phase }: State): boolean => phase === 'restoring'

/** A session is there or on its way. */
export const isTaken = ({ phase }: State): boolean => phase !== 'idle' && phase !== 'ended'

/** The state in which a session is on its way, and counts as the next one. For states that are not taken. */
export const begin = (state: State, phase: 'starting' | 'restoring'): State => ({ ...state, phase, epoch: state.epoch + 1 })
