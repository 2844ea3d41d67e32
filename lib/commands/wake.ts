/** Asks as often as before again. */
import { resting } from './parts/resting'

export const wake = resting('wake')
