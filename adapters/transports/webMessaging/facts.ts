/** What the service says of the session beside the conversation: which files it takes, and when it ends. */
import { Subject } from 'rxjs'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Frame } from '../../../lib'
import { live } from '../../../lib'
import type { MessageBody, SessionBody } from './codecs'
import { expiryNotice } from './expiry'
import { limitsOf, noFiles } from './limits'
import type { Limits } from './limits'

export interface Facts {
  readonly limits: () => Limits
  /** From the answer that configures the session. Files may have been allowed or forbidden meanwhile. */
  readonly take: (session: SessionBody) => void
  /** Something was said: the end is put off. */
  readonly spoken: () => void
  /** The answer to an echo has the session's time in its metadata: strings, in seconds. */
  readonly echoed: (body: MessageBody) => void
}

export const createFacts = (tell: (frame: Frame) => void, scheduler: SchedulerLike, life: Subscription): Facts => {
  const end$ = new Subject<number>()
  let limits = noFiles
  let seconds: number | undefined
  life.add(end$.pipe(expiryNotice(scheduler)).subscribe((entry) => tell(live(entry))))

  const endsAt = (at: number | undefined): void => {
    if (at !== undefined && at > 0) end$.next(at * 1000)
  }

  return {
    limits: () => limits,
    take: (session) => {
      const before = limits.enabled
      if (session.allowedMedia || session.blockedExtensions) limits = limitsOf(session)
      if (limits.enabled !== before) tell({ _tag: 'Changed', capabilities: { fileUpload: limits.enabled, fileLimits: limits.enabled } })
      seconds = session.durationSeconds ?? seconds
      endsAt(session.expirationDate)
    },
    spoken: () => {
      if (seconds !== undefined) endsAt(scheduler.now() / 1000 + seconds)
    },
    echoed: ({ metadata }) => endsAt(Number(metadata?.['expirationDate']))
  }
}
