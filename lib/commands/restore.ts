/** Takes up the session that an earlier page left. On a bus the service asks for it itself, pages only in async mode. */
import { command } from '../Command'
import { restoring } from './parts/restoring'

/** Answers with nothing, once the session is there again. */
export const restore = command(restoring)
