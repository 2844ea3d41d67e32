/** What identifies the active session, tokens included; an empty object without one. */
import { command, right } from '../Command'
import { copyJson } from '../data'
import type { Data } from '../data'
import { answer } from '../Effect'

/** Answers with a copy. What is in it is the back end's, and whoever has it is the customer. */
export const getSessionData = command((state) => {
  const { shown, secret } = state.session
  const data: Data = copyJson({ ...shown, ...secret })
  return right({ state, effect: answer(data) })
})
