/** Asks less often while nobody looks. Back ends that push have nothing to slow down. */
import { resting } from './parts/resting'

export const sleep = resting('sleep')
