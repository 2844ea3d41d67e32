/** Takes up the session that an earlier page left. The service calls it itself; pages only in async mode. */
import { can } from '../State'
import { privateCommand } from './parts/sentences'
import { restoring } from './parts/restoring'
import { says } from '../Rejection'

const foreign = says(`${privateCommand} in Non-Async mode.`)

export const restore = restoring([
  // `widgets-9`: its chat window calls restore before every open, and goes on only when that rejects.
  [(state, _, { caller }) => caller === 'WebChatService' || can('async')(state) || state.compatibility === 'widgets-9', foreign]
])
