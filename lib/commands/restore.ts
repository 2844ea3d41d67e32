/** Takes up the session that an earlier page left. The service calls it itself; pages only in async mode. */
import { command } from '../Command'
import { PRIVATE } from '../Rejection'
import { restoring } from './parts/restoring'

export const restore = command((state, options, context) =>
  // `widgets-9`: its chat window calls restore before every open, and goes on only when that rejects.
  context.caller !== 'WebChatService' && !state.capabilities.async && state.compatibility === 'documented'
    ? [`${PRIVATE} in Non-Async mode.`]
    : restoring(state, options, context))
