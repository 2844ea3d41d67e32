/** Asks less often while nobody looks. Back ends that push have nothing to slow down. */
import type { Command } from '../Command'
import { answer, call, nothing } from '../Effect'
import { isActive } from '../State'

export const sleep: Command = (state) => [state, isActive(state) && state.capabilities.polling ? call({ type: 'sleep' }, nothing) : answer()]
