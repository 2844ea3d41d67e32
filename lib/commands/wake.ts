/** Asks as often as before again. */
import { command } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const wake = command((state) => [state, isActive(state) && state.capabilities.polling ? call({ type: 'wake' }, nothing) : answer()])
