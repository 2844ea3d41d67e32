/** What the answer to a call means for everyone but its caller. Pure. */
import * as E from 'fp-ts/Either'
import { event, fault } from './ChatEvent'
import type { ChatEvent, Events } from './ChatEvent'
import { copyJson } from './data'
import { ends } from './interpret'
import type { Response } from './Response'
import { noSession } from './Session'
import { isExpected } from './Effect'
import type { CallEffect } from './Effect'
import type { Fact, State } from './State'
import { RESTORE_TIMEOUT } from './Transport'
import type { Answer, Call, Reply } from './Transport'

/** What the caller and everyone hear of a new session: a copy. */
export const started = ({ response, session = noSession }: Reply): Events['started'] => ({ ...copyJson(response), data: copyJson(session.shown) })

/** What everyone hears of a failure. */
const trouble = (type: Call['type'], transport: string, response: Response): ChatEvent =>
  type === 'restore'
    ? response.errorReason === RESTORE_TIMEOUT
      ? event('restoreTimeout', {})
      : event('restoreFailed', copyJson(response))
    : fault(type === 'start' ? 'StartFailed' : type === 'sendMessage' ? 'MessageFailed' : `${transport}-${response.status}`, response)

/** `transport`: its type. `epoch`: the session that the call was made in. */
export const outcome =
  (effect: CallEffect, transport: string, epoch: number, answer: Answer): Fact =>
  (state, at) => {
    const { type } = effect.call
    if (type === 'end') return epoch === state.epoch ? ends(state, at) : [state]
    const begins = type === 'start' || type === 'restore'
    if (E.isLeft(answer)) {
      const left: State = begins ? { ...state, phase: 'idle' } : state // as it was before a session that did not come about
      return isExpected(effect, answer.left) ? [left] : [left, trouble(type, transport, answer.left)]
    }
    if (!begins) return [state]
    const { session = noSession } = answer.right
    return [
      { ...state, phase: 'active', session, startTime: at, endTime: at, agents: {}, transcript: undefined },
      type === 'start'
        ? event('started', started(answer.right))
        : event('restored', { async: state.capabilities.async })
    ]
  }
