/** Ends the chat session with the chat server. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call } from '../Effect'
import { over } from '../interpret'
import { isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const endChat = command({
  options: t.unknown,
  requires: [[isActive, noActiveSession]],
  step: (state, _, { at }) => [over(state, at), call({ type: 'end' })]
})
