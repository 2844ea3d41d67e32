/** Why a command did not succeed: what the caller's `fail` receives. */
import type { Capabilities } from './Capabilities'
import type { Response } from './Response'
import { isActive } from './State'
import type { State } from './State'

/** The public page's sentence, and the incumbent's where it differs. */
export type Sentence = readonly [documented: string, widgets9?: string]

/** A sentence, or the response as it came. */
export type Rejection = string | Response

export const says = ({ compatibility }: State, documented: string, widgets9 = documented): string =>
  compatibility === 'documented' ? documented : widgets9

// What several commands share. A text of one command stands in that command's module.

export const inactive = (state: State): Sentence | false =>
  !isActive(state) && ['There is no active chat session.', 'There is no active chat session']

export const withoutSession = (state: State): Sentence | false =>
  !isActive(state) && ['No active chat session.', 'There is no active chat session']

export const unsupported = (state: State, capability: keyof Capabilities, what: string): Sentence | false =>
  !state.capabilities[capability] && [`This transport doesn't support ${what}.`]

export const PRIVATE = 'Access Denied to private command. Only WebChatService is allowed to invoke this command'
