/** Starts asking the server for news at intervals. */
import { polling } from './parts/polling'

export const startPoll = polling('startPoll')
