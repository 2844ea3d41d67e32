/** The session's end, told of five minutes before it comes. Everything that is said puts it off. */
import { EMPTY, map, switchMap, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import type { Entry } from '../../../lib'

/** Ms. Source: the official clients. */
const NOTICE = 300_000
/** What a timer can wait. A session that lives longer says so again before that. */
const LONGEST = 0x7fffffff

/** From the time of the end, in ms since the epoch, to the notice of it. */
export const expiryNotice =
  (scheduler: SchedulerLike): OperatorFunction<number, Entry> =>
  (end$) =>
    end$.pipe(
      switchMap((end) => {
        const wait = end - NOTICE - scheduler.now()
        if (wait < 0 || wait > LONGEST) return EMPTY
        return timer(wait, scheduler).pipe(
          map((): Entry => ({
            message: {
              id: `expiry-${end}`,
              type: 'IdleAlert',
              text: 'This chat will soon be closed, unless somebody writes.',
              from: { type: 'External' },
              timestamp: scheduler.now()
            },
            original: { expirationDate: end / 1000 }
          }))
        )
      })
    )
