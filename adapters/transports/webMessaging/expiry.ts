/** When the session ends by itself, which is told five minutes before. Everything that is said puts it off. */
import { Subscription, timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Frame } from '../../../lib'
import { live } from '../../../lib'
import type { ServerClock } from '../clock'
import type { MessageBody, SessionBody } from './codecs'

/** Ms. Source: the official clients. */
const NOTICE = 300_000
/** What a timer can wait, in ms. A session that lives longer says so again before that. */
const LONGEST = 0x7fffffff

export interface Expiry {
  /** What the answer says that configures the session. */
  readonly configured: (session: Pick<SessionBody, 'durationSeconds' | 'expirationDate'>) => void
  /** A message; or the answer to an echo (`reply`), which has the end in its metadata: strings, in seconds. */
  readonly spoke: (message: { readonly reply: boolean; readonly body: Pick<MessageBody, 'type' | 'metadata'> }) => void
}

export interface ExpiryOptions {
  readonly tell: (frame: Frame) => void
  /** The end has moved: so many ms from now. */
  readonly moved: (left: number) => void
  readonly clock: ServerClock
  readonly scheduler: SchedulerLike
  /** Ends with the chat. */
  readonly life: Subscription
}

export const createExpiry = ({ tell, moved, clock, scheduler, life }: ExpiryOptions): Expiry => {
  /** How long a session lives after what was said last, in seconds. */
  let duration = NaN
  /** In seconds since the epoch. */
  let end = NaN
  let alarm = new Subscription()
  let alarmAt = Infinity
  life.add(() => alarm.unsubscribe())

  const setAlarm = (at: number): void => {
    alarm.unsubscribe()
    alarmAt = at
    alarm = timer(at - clock.now(), scheduler).subscribe(ring)
  }

  /** What was said meanwhile has only moved the end: whether it is near is looked at here. */
  const ring = (): void => {
    alarmAt = Infinity
    const at = end * 1000 - NOTICE
    if (clock.now() < at) return setAlarm(at)
    const expirationDate = Math.round(end)
    const message = {
      id: `expiry-${expirationDate}`,
      type: 'IdleAlert',
      text: 'This chat will soon be closed, unless somebody writes.',
      from: { type: 'External' },
      timestamp: clock.now()
    } as const
    tell(live({ message, original: { expirationDate } }))
  }

  /** `seconds` since the epoch; `NaN` where nothing is known. */
  const endsAt = (seconds: number): void => {
    if (!seconds) return
    end = seconds
    moved(seconds * 1000 - clock.now())
    const at = seconds * 1000 - NOTICE
    const wait = at - clock.now()
    if (wait < 0 || wait > LONGEST) {
      alarm.unsubscribe()
      alarmAt = Infinity
    } else if (at < alarmAt) setAlarm(at)
  }

  return {
    configured: ({ durationSeconds, expirationDate }) => {
      duration = durationSeconds ?? duration
      endsAt(expirationDate ?? NaN)
    },
    spoke: ({ reply, body: { type, metadata } }) => {
      if (reply) endsAt(Number(metadata?.['expirationDate']))
      else if (type !== 'Event') endsAt(clock.now() / 1000 + duration)
    }
  }
}
