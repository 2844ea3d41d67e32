/** Ends the chat session with the chat server. */
import type { Command } from '../Command'
import { call } from '../Effect'
import { over } from '../interpret'
import { inactive } from '../Rejection'

export const endChat: Command = (state, _, { at }) => inactive(state) || [over(state, at), call({ type: 'end' })]
