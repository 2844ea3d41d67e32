/** Asks less often while nobody looks. Back ends that push have nothing to slow down. */
import { command } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const sleep = command((state) => [state, isActive(state) && state.capabilities.polling ? call({ type: 'sleep' }, nothing) : answer()])
