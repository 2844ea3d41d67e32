/** What the answer to a call means for everyone but its caller. Pure. */
import * as E from 'fp-ts/Either'
import { event, fault } from './ChatEvent'
import type { ChatEvent } from './ChatEvent'
import { copyJson } from './data'
import { ends } from './interpret'
import type { Response } from './Response'
import type { Session, SessionData } from './Session'
import type { Fact, State } from './State'
import { empty } from './Transcript'
import { BUSY, NO_MORE, NO_SESSION, RESTORE_TIMEOUT } from './Transport'
import type { Answer, Call } from './Transport'

const NO_DATA: SessionData = { shown: {} }

const active = (data: SessionData = NO_DATA, at: number): Session => ({ _tag: 'active', data, startTime: at, lastTime: at })

const begins =
  (data: SessionData | undefined, at: number, told: (state: State) => ChatEvent): Fact =>
  (state) => [
    { ...state, session: active(data, at), agents: {}, transcript: empty, lostAt: undefined, typedAt: undefined },
    told(state)
  ]

/** A session that did not come about leaves what was before it. */
const notBegun =
  (told?: ChatEvent): Fact =>
  (state) => [
    state.session._tag === 'starting' || state.session._tag === 'restoring' ? { ...state, session: state.session.before } : state,
    ...(told ? [told] : [])
  ]

const restoreFailed = (response: Response): Fact => {
  switch (response.errorReason) {
    case NO_SESSION:
      return notBegun()
    case RESTORE_TIMEOUT:
      return notBegun(event('restoreTimeout', {}))
    default:
      return notBegun(event('restoreFailed', copyJson(response)))
  }
}

/** Answers that are part of a command's contract, not faults that everyone should hear of. */
const EXPECTED: ReadonlyArray<string | undefined> = [NO_MORE, BUSY]

/** `transport`: its type. `epoch`: the session that the call was made in. */
export const outcome = (state: State, transport: string, call: Call, epoch: number, answer: Answer, at: number): ReadonlyArray<Fact> => {
  if (call.type === 'end') return epoch === state.epoch ? [ends(at)] : []
  if (E.isLeft(answer)) {
    const response = answer.left
    if (call.type === 'restore') return [restoreFailed(response)]
    if (call.type === 'start') return [notBegun(fault('StartFailed', response))]
    if (EXPECTED.includes(response.errorReason)) return []
    return [(latest) => [latest, fault(call.type === 'sendMessage' ? 'MessageFailed' : `${transport}-${response.status}`, response)]]
  }
  const { response, session } = answer.right
  if (call.type === 'start') return [begins(session, at, () => event('started', { ...copyJson(response), data: copyJson(session?.shown ?? {}) }))]
  if (call.type === 'restore') return [begins(session, at, ({ capabilities }) => event('restored', { async: capabilities.async }))]
  return []
}
