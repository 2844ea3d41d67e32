/** Asks less often while nobody looks. Back ends that push have nothing to slow down. */
import { command, right } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const sleep = command((state) => {
  if (!isActive(state) || !state.capabilities.polling) return right({ state, effect: answer(undefined) })
  return right({ state, effect: call({ type: 'sleep' }, nothing) })
})
