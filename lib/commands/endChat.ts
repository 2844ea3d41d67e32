/** Ends the chat session with the chat server. */
import { command } from '../Command'
import { call } from '../Effect'
import { over } from '../interpret'
import { inactive } from '../Rejection'

export const endChat = command((state, _, { at }) => inactive(state) || [over(state, at), call({ type: 'end' })])
