/** Stops asking the server for news. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { unsupported, withoutSession } from '../Rejection'

export const stopPoll = command((state) =>
  withoutSession(state) || unsupported(state, 'polling', 'polling') || [state, call({ type: 'stopPoll' }, nothing)])
