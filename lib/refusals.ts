/**
 * What several commands say no with: the public page's sentence, then the incumbent's where it differs. What one command
 * alone says stands in that command's module.
 */
import { invalidState, unsupported } from './Failure'
import type { Disposed } from './Failure'

const disposed: Disposed = { _tag: 'Disposed', text: 'WebChatService was disposed.' }

/** By what is missing. */
export const refusals = {
  noSession: invalidState('noSession', 'There is no active chat session.', 'There is no active chat session'),
  /** The same rule, as the commands of polling say it. */
  noSessionToPoll: invalidState('noSession', 'No active chat session.', 'There is no active chat session'),
  noPolling: unsupported('polling', "This transport doesn't support polling."),
  disposed
}
