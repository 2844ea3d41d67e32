/** Asks as often as before again. */
import type { Command } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const wake: Command = (state) => [state, isActive(state) && state.capabilities.polling ? call({ type: 'wake' }, nothing) : answer()]
