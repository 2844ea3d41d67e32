/** Starts asking the server for news at intervals. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { unsupported, withoutSession } from '../Rejection'

export const startPoll = command((state) =>
  withoutSession(state) || unsupported(state, 'polling', 'polling') || [state, call({ type: 'startPoll' }, nothing)])
