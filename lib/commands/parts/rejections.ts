/** Rejections that several commands share. A text of one command stands in that command's module. */
import type { Capabilities } from '../../Capabilities'
import type { Sentence } from '../../Rejection'
import { can, isActive } from '../../State'
import type { State } from '../../State'

export const inactive = (state: State): Sentence | false =>
  !isActive(state) && ['There is no active chat session.', 'There is no active chat session']

export const withoutSession = (state: State): Sentence | false =>
  !isActive(state) && ['No active chat session.', 'There is no active chat session']

export const unsupported = (state: State, capability: keyof Capabilities, what: string): Sentence | false =>
  !can(capability)(state) && [`This transport doesn't support ${what}.`]

export const PRIVATE = 'Access Denied to private command. Only WebChatService is allowed to invoke this command'
