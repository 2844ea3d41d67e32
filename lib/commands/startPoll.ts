/** Starts asking the server for news at intervals. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, nothing } from '../Effect'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** Answers with nothing, once polling has begun. */
export const startPoll = command((state) => {
  if (!isActive(state)) return left(refusals.noSessionToPoll)
  if (!state.capabilities.polling) return left(refusals.noPolling)
  return right({ state, effect: call({ type: 'startPoll' }, nothing) })
})
