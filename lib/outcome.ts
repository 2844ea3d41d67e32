/** What the answer to a call means for everyone but its caller. Pure. */
import { event, fault } from './ChatEvent'
import type { ChatEvent, Events } from './ChatEvent'
import { isLeft } from './Either'
import { copyJson } from './data'
import { discreet } from './discreet'
import { isExpected } from './Effect'
import type { Effect } from './Effect'
import { ends } from './interpret'
import type { Response } from './Response'
import { copySession, noSession } from './Session'
import type { Fact, State } from './State'
import { RESTORE_TIMEOUT } from './Transport'
import type { Answer, Call, Reply } from './Transport'

/** What the caller and everyone hear of a new session: a copy. */
export const started = ({ response, session = noSession }: Reply): Events['started'] => ({ ...copyJson(response), data: copyJson(session.shown) })

/** The code under which a failure is told on `error`. `transport`: its type. */
const codeOf = (call: Call['type'], transport: string, { status }: Response): string => {
  if (call === 'start') return 'StartFailed'
  if (call === 'sendMessage') return 'MessageFailed'
  return `${transport}-${status}`
}

/** What everyone hears of a failure: nothing that the caller had written. */
const trouble = (call: Call, transport: string, response: Response): ChatEvent => {
  if (call.type !== 'restore') return fault(codeOf(call.type, transport, response), discreet(call, response))
  return response.errorReason === RESTORE_TIMEOUT ? event('restoreTimeout', {}) : event('restoreFailed', copyJson(response))
}

/** A call that was made, and what it was answered with. */
export interface Answered {
  readonly effect: Extract<Effect, { readonly _tag: 'Call' }>
  readonly answer: Answer
  /** The type of the transport. */
  readonly transport: string
  /** Whether its server's clock is another one than the local, and not known yet. */
  readonly isLocalTime: boolean
  /** The session that the call was made in. */
  readonly epoch: number
}

/** All copies are made here and now: the fact itself has nothing left that could throw. */
export const outcome = ({ effect, answer, transport, isLocalTime, epoch }: Answered): Fact => {
  const { call } = effect
  if (call.type === 'end') return (state, at) => (epoch === state.epoch ? ends(state, at) : [state])
  const begins = call.type === 'start' || call.type === 'restore'

  if (isLeft(answer)) {
    // As it was before a session that did not come about.
    const after = (state: State): State => (begins ? { ...state, phase: 'idle' } : state)
    if (isExpected(effect, answer.left)) return (state) => [after(state)]
    const told = trouble(call, transport, answer.left)
    return (state) => [after(state), told]
  }

  if (!begins) return (state) => [state]
  const session = copySession(answer.right.session ?? noSession)
  const hello = call.type === 'start' ? event('started', started(answer.right)) : undefined
  return (state, at) => [
    { ...state, phase: 'active', session, startTime: at, endTime: at, isLocalTime, agents: {}, transcript: undefined, unread: 0 },
    hello ?? event('restored', { async: state.capabilities.async })
  ]
}
