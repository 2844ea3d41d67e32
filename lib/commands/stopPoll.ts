/** Stops asking the server for news. */
import { polling } from './parts/polling'

export const stopPoll = polling('stopPoll')
