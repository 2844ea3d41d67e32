/** Pages of history as a conversation asks for them: the first one of a chat, and those that fill a gap. */
import * as E from 'fp-ts/Either'
import { EMPTY, mergeMap, of } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Response } from '../../../lib'
import { inTime } from '../../../lib/timeouts'
import type { PageInput } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import { passing, retryAfter } from '../rest'
import { isRate, isSignIn } from './errors'
import type { Item } from './fromWire'
import type { History } from './history'
import { isLost } from './pending'

export interface Pages extends Pick<Wire<Item, never>, 'page'> {
  /** Why a page failed last. */
  readonly fault: () => Response | undefined
}

export interface PagesOptions {
  readonly history: History
  /** The session began with this chat: there is nothing before it. */
  readonly isNew: () => boolean
  /** The first page cannot be had: the chat comes about without it. */
  readonly firstFailed: (why: Response) => void
  /** Where a gap began is not known, and there is more than the newest page, which is all that was read. */
  readonly cut: () => void
  readonly scheduler: SchedulerLike
}

/** How often the first page of a chat is asked for, and for how many ms: what is said now waits for it. */
const TRIES = 3
const PATIENCE = 8_000

/** The page may come when it is asked for again. */
const mayPass = (why: Response): boolean => passing(why) || why.status === 0 || isRate(why) || isSignIn(why)

const paged = (items: ReadonlyArray<Item>, next?: string): PageInput<Item> => ({ _tag: 'Paged', page: { items, next } })

export const createPages = ({ history, isNew, firstFailed, cut, scheduler }: PagesOptions): Pages => {
  let fault: Response | undefined
  /** There is nothing before what has been told. */
  let isPastWhole = false

  const firstPage = (): Observable<PageInput<Item>> => {
    if (isNew()) return of(paged([]))
    return history.page(1, TRIES).pipe(
      inTime(PATIENCE, scheduler),
      mergeMap((got) => {
        if (E.isRight(got)) {
          isPastWhole = got.right.isLast
          return of(paged(got.right.items))
        }
        if (isLost(got.left)) return EMPTY
        firstFailed(got.left)
        return of(paged([]))
      })
    )
  }

  const failedPage = (why: Response): Observable<PageInput<Item>> => {
    // The connection is gone, and whoever asked knows.
    if (isLost(why)) return EMPTY
    fault = why
    return of({ _tag: 'PageFailed', why, wait: retryAfter(why, scheduler.now()), lasting: !mayPass(why) })
  }

  return {
    fault: () => fault,
    page: ({ cursor, first, after }) => {
      if (first) return firstPage()
      const number = Number(cursor ?? 1)
      // Where nothing of the past is known, a gap has no far end: the newest page is all that is asked for.
      const isAlone = after.length === 0 && !isNew() && !isPastWhole
      return history.page(number, 1).pipe(
        mergeMap((got) => {
          if (E.isLeft(got)) return failedPage(got.left)
          const { items, isLast } = got.right
          if (isAlone && !isLast) cut()
          return of(paged(items, isLast || isAlone ? undefined : `${number + 1}`))
        })
      )
    }
  }
}
