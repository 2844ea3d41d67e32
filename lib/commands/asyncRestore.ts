/** Takes up the session that an earlier page left, whoever asks. */
import { command } from '../Command'
import { restoring } from './parts/restoring'

export const asyncRestore = command(restoring)
