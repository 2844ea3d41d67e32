/** What identifies the session, for pages. The token is a credential: whoever has it is the customer. */
import type { SessionData } from '../../../lib'
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
