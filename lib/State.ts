/** Everything the service remembers. */
import type { Agents } from './Agent'
import type { Capabilities } from './Capabilities'
import type { ChatEvent } from './ChatEvent'
import type { Compatibility, Config } from './Config'
import type { Message } from './Message'
import type { Session } from './Session'
import { empty } from './Transcript'
import type { Transcript } from './Transcript'
import type { Data } from './data'

/** Hides messages whose text it matches. */
export type Prefilter = RegExp

/** Rewrites a message: changes it, or returns another, or a promise of one. */
export type Preprocessor = (message: Message) => unknown

export interface State {
  readonly compatibility: Compatibility
  readonly capabilities: Capabilities
  readonly session: Session
  /** How many sessions were begun. What belongs to an earlier one is told apart by it. */
  readonly epoch: number
  /** What the latest session left, kept after its end. */
  readonly agents: Agents
  readonly transcript: Transcript
  readonly prefilters: ReadonlyArray<Prefilter>
  readonly preprocessors: ReadonlyArray<Preprocessor>
  readonly userData: Data
  readonly interactionData: Data
  /** Since when the connection is gone, in ms since the epoch. */
  readonly lostAt: number | undefined
  /** When the client last typed, in ms since the epoch, while it counts as typing. */
  readonly typedAt: number | undefined
  /** Whether subscribers know that the client types: each start has one stop. */
  readonly typingTold: boolean
}

/** A state, and the events that tell of it: in that order. */
export type Change = readonly [state: State, ...events: ReadonlyArray<ChatEvent>]

/** One fact: from the state it meets to the change it makes. After any event a subscriber may have run a command. */
export type Fact = (state: State) => Change

/** Codes and tokens that widgets send through the chat. Source: contract, prefilters. */
const BUILT_IN = /\{start:[0-9]{9}\}/

export const initial = ({ compatibility, userData, transport }: Config, capabilities: Capabilities): State => ({
  compatibility,
  capabilities,
  session: { _tag: 'idle' },
  epoch: 0,
  agents: {},
  transcript: empty,
  prefilters: [BUILT_IN],
  preprocessors: [],
  userData,
  interactionData: transport.interactionData ?? {},
  lostAt: undefined,
  typedAt: undefined,
  typingTold: false
})

export const isActive = ({ session }: State): boolean => session._tag === 'active'

/** A session is there or on its way. */
export const isTaken = ({ session }: State): boolean => session._tag !== 'idle' && session._tag !== 'ended'

/** The state in which a session is on its way, and counts as the next one. For states that are not taken. */
export const begin = (state: State, phase: 'starting' | 'restoring'): State =>
  state.session._tag === 'idle' || state.session._tag === 'ended'
    ? { ...state, session: { _tag: phase, before: state.session }, epoch: state.epoch + 1, lostAt: undefined, typedAt: undefined }
    : state

export const isRestoring = ({ session }: State): boolean => session._tag === 'restoring'

export const can =
  (capability: keyof Capabilities) =>
  ({ capabilities }: State): boolean =>
    capabilities[capability]

/** What events may show of the session's data. */
export const shownData = ({ session }: State): Data => (session._tag === 'active' ? session.data.shown : {})
