/** Takes up the session that an earlier page left. On a bus the service asks for it itself, pages only in async mode. */
import { command } from '../Command'
import { restoring } from './parts/restoring'

export const restore = command(restoring)
