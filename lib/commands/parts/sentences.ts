/** Rejection texts that several commands share. A text of one command stands in that command's module. */
import { says } from '../../Rejection'

export const noActiveSession = says('There is no active chat session.', 'There is no active chat session')
export const noSession = says('No active chat session.', 'There is no active chat session')
export const noPolling = says("This transport doesn't support polling.")
export const privateCommand = 'Access Denied to private command. Only WebChatService is allowed to invoke this command'
