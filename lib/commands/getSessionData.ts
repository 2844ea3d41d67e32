/** What identifies the active session, tokens included; an empty object without one. */
import { query } from '../Command'
import { copyJson } from '../data'

export const getSessionData = query(({ session }) => copyJson({ ...session.shown, ...session.secret }))
