/** Takes up the session that an earlier page left. On a bus, unlike `restore`, any page may ask for it at any time. */
import { command } from '../Command'
import { restoring } from './parts/restoring'

/** Answers with nothing, once the session is there again. */
export const asyncRestore = command(restoring)
