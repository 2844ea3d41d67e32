/** Takes up the session that an earlier page left. On a bus, whoever asks. */
import { command } from '../Command'
import { restoring } from './parts/restoring'

export const asyncRestore = command(restoring)
