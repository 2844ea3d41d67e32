/** Hands the configuration to the service, once. A service that runs has been configured: only the refusals are left. */
import { command } from '../Command'
import { decodeConfig } from '../Config'
import { answer } from '../Effect'

export const configure = command({
  rejects: (_, given) => {
    const decoded = decodeConfig(given)
    return [decoded._tag === 'Left' ? decoded.left.join('; ') : 'configure: expected to be called once, before start-up; WebChatService is configured already.']
  },
  step: (state) => [state, answer()]
})
