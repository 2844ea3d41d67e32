/** Stops asking the server for news until the next startPoll, also when a request is on its way. */
import { command } from '../Command'
import { call, nothing } from '../Effect'
import { unsupported, withoutSession } from '../Rejection'

export const pausePoll = command((state) =>
  withoutSession(state) || unsupported(state, 'polling', 'polling') || [state, call({ type: 'pausePoll' }, nothing)])
