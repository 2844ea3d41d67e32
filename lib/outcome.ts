/** What the answer to a call means for everyone but its caller. Pure. */
import * as E from 'fp-ts/Either'
import { event, fault } from './ChatEvent'
import type { ChatEvent, Events } from './ChatEvent'
import { copyJson } from './data'
import { ends } from './interpret'
import type { Response } from './Response'
import { noSession } from './Session'
import type { Fact } from './State'
import { BUSY, NO_MORE, NO_SESSION, RESTORE_TIMEOUT } from './Transport'
import type { Answer, Call, Reply } from './Transport'

/** What the caller and everyone hear of a new session: a copy. */
export const started = ({ response, session = noSession }: Reply): Events['started'] => ({ ...copyJson(response), data: copyJson(session.shown) })

/** What everyone hears of a failure. Nothing of those that are part of a command's contract. */
const troubles = (type: Call['type'], transport: string, response: Response): ReadonlyArray<ChatEvent> => {
  const { errorReason, status } = response
  if (type === 'restore')
    return errorReason === NO_SESSION
      ? []
      : [errorReason === RESTORE_TIMEOUT ? event('restoreTimeout', {}) : event('restoreFailed', copyJson(response))]
  if (errorReason === NO_MORE || errorReason === BUSY) return []
  return [fault(type === 'start' ? 'StartFailed' : type === 'sendMessage' ? 'MessageFailed' : `${transport}-${status}`, response)]
}

/** `transport`: its type. `epoch`: the session that the call was made in. */
export const outcome =
  ({ type }: Call, transport: string, epoch: number, answer: Answer): Fact =>
  (state, at) => {
    if (type === 'end') return epoch === state.epoch ? ends(state, at) : [state]
    const begins = type === 'start' || type === 'restore'
    // A session that did not come about leaves what was before it.
    if (E.isLeft(answer)) return [begins ? { ...state, phase: 'idle' } : state, ...troubles(type, transport, answer.left)]
    if (!begins) return [state]
    const { session = noSession } = answer.right
    return [
      { ...state, phase: 'active', session, startTime: at, endTime: at, agents: {}, transcript: undefined },
      type === 'start'
        ? event('started', started(answer.right))
        : event('restored', { async: state.capabilities.async })
    ]
  }
