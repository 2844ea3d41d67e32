/** Who may ask for what on the bus: `poll` and, outside asynchronous mode, `restore` are the service's own. */
import { SELF } from '../../lib'
import type { Compatibility } from '../../lib'

const DENIED = 'Access Denied to private command. Only WebChatService is allowed to invoke this command'

/** What the rules look at. */
export interface Asked {
  readonly command: string
  /** The plugin that asks. */
  readonly commander: string
  readonly compatibility: Compatibility
  /** The capability: in asynchronous mode pages restore by themselves. */
  readonly async: boolean
}

/** The sentence that refuses it; `undefined` for what may be asked. */
export const accessDenied = ({ command, commander, compatibility, async }: Asked): string | undefined => {
  if (commander === SELF) return undefined
  if (command === 'poll') return compatibility === 'widgets-9' ? DENIED : `${DENIED}.`
  // The incumbent's chat window calls restore before every open, and goes on only when that rejects: it may, there.
  if (command === 'restore' && !async && compatibility === 'documented') return `${DENIED} in Non-Async mode.`
  return undefined
}
