/** What identifies the session, for pages. The token is a credential: whoever has it is the customer. */
import type { Answer, SessionData } from '../../../lib'
import { success } from '../../../lib'
import { isPlain } from '../../../lib/data'
import type { SessionBody } from './codecs'
import type { WebMessagingConfig } from './config'

/** `expirationDate`: seconds since the epoch, as the service gives it. */
export const sessionData = (
  { deploymentId, domain }: Pick<WebMessagingConfig, 'deploymentId' | 'domain'>,
  token: string,
  { newSession = false, readOnly = false, expirationDate }: Pick<SessionBody, 'newSession' | 'readOnly' | 'expirationDate'>
): SessionData => ({
  shown: { deploymentId, ...(domain === undefined ? {} : { domain }), newSession, readOnly, ...(expirationDate === undefined ? {} : { expirationDate }) },
  secret: { token }
})

/** The answer to a start or a restore: what the service said of the session, none of which is a credential. */
export const opened = (config: WebMessagingConfig, token: string, session: SessionBody, original: unknown): Answer => ({
  _tag: 'Right',
  right: { response: success(isPlain(original) ? original : {}), session: sessionData(config, token, session) }
})
