/** Which facts end a chat, and whether anything can come back to it. Pure. */
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Good } from './codecs'
import { isLasting } from './errors'

export interface Ending {
  /** Nothing can come back to it: what is stored goes. */
  readonly forget: boolean
  /** What everyone should know besides. */
  readonly why?: Response
}

export const ended = failure('ended', 'The chat has ended.')
export const sessionGone = failure('sessionGone', 'The session is not there any more.')

/** The service itself says that there is nothing to come back to. Without a status, only the way there is closed. */
export const isFinal = ({ status, errorReason }: Response): boolean =>
  (isLasting({ code: status }) && errorReason !== 'refused') || errorReason === 'sessionExpired' || errorReason === 'signIn'

export const endingOf = (frame: Good): Ending | undefined => {
  switch (frame._tag) {
    case 'SessionClearedEvent':
    case 'LogoutEvent':
      return { forget: true }
    case 'SessionExpiredEvent':
      return { forget: true, why: failure('sessionExpired', 'The session has expired.') }
    case 'ConnectionClosedEvent':
      return (frame.body?.reason ?? frame.body?.reasonCode) === 'signedIn'
        ? { forget: true, why: failure('signedIn', 'The customer has signed in elsewhere.') }
        : // The session lives on in other tabs, and with it what they have stored.
          { forget: false, why: failure('connectionClosed', 'The service closed this connection: the session has too many.') }
    case 'StructuredMessage':
    case 'SessionResponse':
    case 'PresignedUrlResponse':
    case 'JwtResponse':
    case 'UploadSuccessEvent':
    case 'AttachmentDeletedResponse':
      return undefined
  }
}
