/** What identifies the active session, tokens included; an empty object without one. */
import { query } from '../Command'

export const getSessionData = query(({ session }) => (session._tag === 'active' ? { ...session.data.shown, ...session.data.secret } : {}))
