/** Which files the server takes. */
import { command, right } from '../Command'
import { left } from '../Either'
import { call, response } from '../Effect'
import { unsupported } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'

const noLimits = unsupported('fileLimits', "This transport doesn't support getFileLimits command.")

/** Answers with the response, and in it the limits, in the words of the back end. */
export const getFileLimits = command((state) => {
  if (!state.capabilities.fileLimits) return left(noLimits)
  if (!isActive(state)) return left(refusals.noSession)
  return right({ state, effect: call({ type: 'getFileLimits' }, response) })
})
