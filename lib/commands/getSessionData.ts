/** What identifies the active session, tokens included; an empty object without one. */
import { command } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

export const getSessionData = command((state) => [state, answer(copyJson({ ...state.session.shown, ...state.session.secret }))])
