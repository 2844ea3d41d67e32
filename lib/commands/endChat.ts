/** Ends the chat session with the chat server. */
import { command } from '../Command'
import { call } from '../Effect'
import { over } from '../interpret'
import { inactive } from './parts/rejections'

export const endChat = command({
  rejects: inactive,
  step: (state, _, { at }) => [over(state, at), call({ type: 'end' })]
})
