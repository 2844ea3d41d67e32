/** Ends the chat session with the chat server. */
import * as t from 'io-ts'
import { command } from '../Command'
import { call } from '../Effect'
import { isActive } from '../State'
import { noActiveSession } from './parts/sentences'

export const endChat = command({
  options: t.unknown,
  requires: [[isActive, noActiveSession]],
  step: (state, _, { at }) => [
    state.session._tag === 'active'
      ? { ...state, session: { _tag: 'ended', told: false, startTime: state.session.startTime, endTime: at }, typedAt: undefined }
      : state,
    call({ type: 'end' })
  ]
})
