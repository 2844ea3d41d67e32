/** What identifies the active session, tokens included; an empty object without one. */
import { query } from '../Command'
import { copyJson } from '../data'

export const getSessionData = query(({ session }) => copyJson(session._tag === 'active' ? { ...session.data.shown, ...session.data.secret } : {}))
