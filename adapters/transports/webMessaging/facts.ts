/**
 * What the service says of the session beside the conversation: which files it takes, and when it ends, which is told
 * five minutes before. Everything that is said puts it off.
 */
import { timer } from 'rxjs'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Frame } from '../../../lib'
import { live } from '../../../lib'
import type { Good, SessionBody } from './codecs'
import { limitsOf, noFiles } from './limits'
import type { Limits } from './limits'

/** Ms. Source: the official clients. */
const NOTICE = 300_000
/** What a timer can wait. A session that lives longer says so again before that. */
const LONGEST = 0x7fffffff

export interface Facts {
  readonly limits: () => Limits
  /** From the answer that configures the session. Files may have been allowed or forbidden meanwhile. */
  readonly take: (session: SessionBody) => void
  /** What is said puts the end off; the answer to an echo has it in its metadata: strings, in seconds. */
  readonly hear: (message: Pick<Extract<Good, { _tag: 'StructuredMessage' }>, 'reply' | 'body'>) => void
}

export const createFacts = (tell: (frame: Frame) => void, scheduler: SchedulerLike, life: Subscription): Facts => {
  let limits = noFiles
  let seconds = NaN
  let notice: Subscription | undefined

  /** Seconds since the epoch; `NaN` where nothing is known. */
  const ends = (expirationDate: number): void => {
    if (!expirationDate) return
    notice?.unsubscribe()
    const wait = expirationDate * 1000 - NOTICE - scheduler.now()
    if (wait < 0 || wait > LONGEST) return
    notice = timer(wait, scheduler).subscribe(() => {
      const message = {
        id: `expiry-${expirationDate}`,
        type: 'IdleAlert',
        text: 'This chat will soon be closed, unless somebody writes.',
        from: { type: 'External' },
        timestamp: scheduler.now()
      } as const
      tell(live({ message, original: { expirationDate } }))
    })
    life.add(notice)
  }

  return {
    limits: () => limits,
    take: (session) => {
      const before = limits.enabled
      limits = limitsOf(session)
      const { enabled } = limits
      if (enabled !== before) tell({ _tag: 'Changed', capabilities: { fileUpload: enabled, fileLimits: enabled } })
      seconds = session.durationSeconds ?? seconds
      ends(session.expirationDate ?? NaN)
    },
    hear: ({ reply, body: { type, metadata } }) => {
      if (reply) ends(Number(metadata?.['expirationDate']))
      else if (type !== 'Event') ends(scheduler.now() / 1000 + seconds)
    }
  }
}
