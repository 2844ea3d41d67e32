/** What identifies the active session, tokens included; an empty object without one. */
import type { Command } from '../Command'
import { copyJson } from '../data'
import { answer } from '../Effect'

export const getSessionData: Command = (state) => [
  state,
  answer(state.session._tag === 'active' ? copyJson({ ...state.session.data.shown, ...state.session.data.secret }) : {})
]
