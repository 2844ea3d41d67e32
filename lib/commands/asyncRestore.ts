/** Takes up the session that an earlier page left, whoever asks. */
import { restoring } from './parts/restoring'

export const asyncRestore = restoring()
