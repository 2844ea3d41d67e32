/** Ends the chat session with the chat server. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, response } from '../Effect'
import { over } from '../interpret'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** Answers with the response. The chat is over here whatever the server says. */
export const endChat = command((state, _options, { at }) => {
  if (!isActive(state)) return left(refusals.noSession)
  return right({ state: over(state, at), effect: call({ type: 'end' }, response) })
})
