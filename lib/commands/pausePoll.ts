/** Stops asking the server for news until the next startPoll, also when a request is on its way. */
import { polling } from './parts/polling'

export const pausePoll = polling('pausePoll')
