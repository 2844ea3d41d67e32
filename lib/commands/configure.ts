/** Hands the configuration to the service, once. A service that runs has been configured: only the refusals are left. */
import { command } from '../Command'
import { decodeConfig } from '../Config'

export const configure = command((_, given) => {
  const decoded = decodeConfig(given)
  return [decoded._tag === 'Left' ? decoded.left.join('; ') : 'configure: expected once, before start-up.']
})
