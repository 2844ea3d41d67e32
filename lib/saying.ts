/** How the outbound line changes: what the customer says joins it, comes to its phases, and leaves it with its fate. */
import { isLeft } from './Either'
import type { Either } from './Either'
import type { Failure } from './Failure'
import type { Outbound } from './Outbound'
import type { Fact, State } from './State'
import { NETWORK } from './Transport'
import type { Call } from './Transport'

/** Whether the customer says something by it: only that is part of the line. */
export const isSaying = (call: Call): call is Extract<Call, { readonly type: 'sendMessage' | 'sendFile' }> => call.type === 'sendMessage' || call.type === 'sendFile'

const withEntry = (state: State, entry: Outbound): State => ({ ...state, outbound: state.outbound.map((one) => (one.id === entry.id ? entry : one)) })

/** Something is said: it stands at the end of the line. */
export const joinsLine =
  (id: string, call: Call): Fact =>
  (state, at) => {
    const entry: Outbound = { id, text: call.type === 'sendMessage' ? call.text : undefined, state: 'queued', since: at }
    return [{ ...state, outbound: [...state.outbound, entry] }]
  }

/** It has come to another phase. */
export const moves =
  (id: string, phase: 'queued' | 'sent' | 'unknown'): Fact =>
  (state, at) => {
    const entry = state.outbound.find((one) => one.id === id)
    if (entry === undefined || entry.state === phase) return [state]
    return [withEntry(state, { id, text: entry.text, state: phase, since: at })]
  }

/** Nothing came back: it may have arrived all the same. */
const mayHaveArrived = (failure: Failure): boolean => failure._tag === 'Timeout' || (failure._tag === 'NetworkError' && failure.code === NETWORK)

const fateOf = (answer: Either<Failure, unknown>): Pick<Outbound, 'state' | 'failure'> => {
  if (!isLeft(answer)) return { state: 'confirmed' }
  return { state: mayHaveArrived(answer.left) ? 'unknown' : 'failed', failure: answer.left }
}

/** Its fate is known. */
export const settles =
  (id: string, answer: Either<Failure, unknown>): Fact =>
  (state, at) => {
    const entry = state.outbound.find((one) => one.id === id)
    return entry === undefined ? [state] : [withEntry(state, { id, text: entry.text, since: at, ...fateOf(answer) })]
  }

/** Its fate has been told. */
export const leavesLine =
  (id: string): Fact =>
  (state) => [{ ...state, outbound: state.outbound.filter((one) => one.id !== id) }]

/** Whether it can be taken back. */
export const isQueued = ({ outbound }: State, id: string): boolean => outbound.some((one) => one.id === id && one.state === 'queued')
