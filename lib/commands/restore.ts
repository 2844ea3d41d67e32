/** Takes up the session that an earlier page left. The service calls it itself; pages only in async mode. */
import { can } from '../State'
import { PRIVATE } from './parts/rejections'
import { restoring } from './parts/restoring'

export const restore = restoring(
  (state, _, { caller }) =>
    // `widgets-9`: its chat window calls restore before every open, and goes on only when that rejects.
    caller !== 'WebChatService' && !can('async')(state) && state.compatibility === 'documented' && [`${PRIVATE} in Non-Async mode.`]
)
