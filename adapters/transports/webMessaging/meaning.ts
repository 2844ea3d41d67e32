/** What frames mean for the conversation, once the session is configured; what is told beside it goes to a listener. */
import type { Malformed, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { LinkInput } from '../conversation/Conversation'
import type { Auth } from './auth'
import type { ServerClock } from '../clock'
import type { Good, Refusal, Session } from './codecs'
import { isEnd, isRate, isSignIn } from './errors'
import { timeOf } from './fromWire'
import type { Item, Spoken } from './fromWire'
import type { Pending } from './pending'

/** Hears what is told beside the conversation. */
export interface Listener {
  /** The session is configured, for the first time or anew. */
  readonly configured: (session: Session) => void
  /** A message came, or the answer to an echo. */
  readonly spoke: (message: Extract<Good, { readonly _tag: 'StructuredMessage' }>) => void
  /** Something came that cannot be understood. */
  readonly malformed: (malformed: Malformed) => void
  /** The service says no, and nobody waits for it. */
  readonly refused: (response: Response) => void
  /** The service does not want to hear that the customer types. */
  readonly typingRefused: () => void
  /** What was said before this page was cannot be had. */
  readonly historyFailed: (why: Response) => void
  /** A gap was filled from the newest page alone, and there are older ones: where it began is not known. */
  readonly historyCut: () => void
}

export interface MeaningOptions {
  readonly pending: Pending
  readonly listener: Listener
  readonly auth: Auth
  readonly clock: ServerClock
  readonly toItem: (spoken: Spoken) => Item | undefined
  /** Whether a refusal with this tracing id may be about the sign that the customer types. */
  readonly isTypings: (tracingId: string | undefined) => boolean
}

/** Nothing but a sign of life. */
export const heard: LinkInput<Item> = { _tag: 'Heard' }

/** It is over. `reason`: why, where it is no end like any other. */
export const ended = (reason?: string): LinkInput<Item> => ({
  _tag: 'Ended',
  why: reason === undefined ? undefined : failure(reason, 'The chat session has ended.'),
  atOnce: true
})

/** A feature is off: the typing, or another one. */
const isFeatureOff = ({ status, statusText }: Response): boolean => status === 403 && /toggle/i.test(statusText)

export const createMeaning = ({ pending, listener, auth, clock, toItem, isTypings }: MeaningOptions): ((frame: Good | Refusal) => LinkInput<Item>) => {
  const refusal = (frame: Refusal): LinkInput<Item> => {
    const { response } = frame
    if (isFeatureOff(response) && isTypings(frame.tracingId)) {
      listener.typingRefused()
      return heard
    }
    const isWaitedFor = pending.hear(frame)
    // What was met by what nobody waits for, and passes by itself, is no news.
    if (!isWaitedFor && !isRate(response) && !isSignIn(response)) listener.refused(response)
    return isEnd(response) ? ended() : heard
  }

  return (frame) => {
    if (frame._tag === 'Refusal') return refusal(frame)
    pending.hear(frame)
    switch (frame._tag) {
      case 'StructuredMessage': {
        listener.spoke(frame)
        if (frame.reply) return heard
        const at = timeOf(frame.body)
        if (at !== undefined) clock.learn(at, 0)
        const item = toItem(frame)
        return item === undefined ? heard : { _tag: 'Heard', item }
      }
      case 'SessionExpiredEvent':
        return ended('sessionExpired')
      case 'ConnectionClosedEvent': {
        // Put out by too many connections, it lives on in other tabs. Sources name the field differently.
        const isSignedIn = Object.values(Object(frame.body)).includes('signedIn')
        return ended(isSignedIn ? 'signedIn' : 'connectionClosed')
      }
      case 'LogoutEvent':
        auth.signOut()
        return ended()
      case 'SessionClearedEvent':
        return ended()
      case 'SessionResponse':
      case 'PresignedUrlResponse':
      case 'JwtResponse':
      case 'UploadSuccessEvent':
      case 'AttachmentDeletedResponse':
      case 'Other':
        return heard
    }
  }
}
