/** Asks as often as before again. Back ends that push have nothing to speed up. */
import { command, right } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const wake = command((state) => {
  if (!isActive(state) || !state.capabilities.polling) return right({ state, effect: answer(undefined) })
  return right({ state, effect: call({ type: 'wake' }, nothing) })
})
