/** The conversation's past: pages, newest first, for the bearer of a JWT that lives about a minute. */
import * as E from 'fp-ts/Either'
import { map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import { failure, NO_MORE } from '../../../lib'
import type { Malformed, Response } from '../../../lib'
import type { Environment } from '../Environment'
import { read } from '../read'
import { persistently, request } from '../rest'
import { MessageBody } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Item, Spoken } from './fromWire'
import type { Known } from './known'
import type { Ask } from './pending'
import { rate } from './rate'
import { getJwt } from './requests'
import { createUnreadable } from './unreadable'

export interface Page {
  /** Ascending. What cannot be understood, or does not matter, is left out. */
  readonly items: ReadonlyArray<Item>
  /** There are no older ones. */
  readonly isLast: boolean
}

type Got<A> = Observable<E.Either<Response, A>>

export interface History {
  /** `number`: from 1, the newest. `tries`: how often it is asked for while troubles may pass. Cold; one answer. */
  readonly page: (number: number, tries: number) => Got<Page>
  /**
   * What is not known of the next older page that has something new in it, ascending: what is live moves the pages, so that
   * they overlap. Where nothing is missing between what is known, the newest pages are passed over.
   */
  readonly older: (known: Pick<Known, 'has' | 'count' | 'isWhole'>) => Got<ReadonlyArray<Item>>
}

export interface HistoryOptions {
  readonly environment: Environment
  readonly config: Pick<WebMessagingConfig, 'dataURL' | 'pageSize'>
  readonly ask: Ask
  readonly toItem: (spoken: Spoken) => Item | undefined
  /** Told of each entry that cannot be understood, once. */
  readonly malformed: (malformed: Malformed) => void
}

/** 10 per minute and session, by the published limits. */
const MOST = 10
/** How many of them somebody may use who scrolls back: the rest is kept for gaps, which hold up everything. */
const MOST_OLDER = 7
const MINUTE = 60_000
/** Ms that a page may take. */
const TIMEOUT = 10_000
/** How a page is read: how often while troubles may pass, and each time after this has let it. */
interface Reading {
  readonly tries: number
  readonly mayAsk$: Observable<unknown>
}

/** How often `older` asks for a page again. */
const TRIES = 3
/** How many pages `older` walks at the most. */
const MOST_PAGES = 100

const none: E.Either<Response, never> = E.left(failure(NO_MORE, 'No more messages to fetch.'))

export const createHistory = ({ environment, config: { dataURL, pageSize }, ask, toItem, malformed }: HistoryOptions): History => {
  const turn$ = rate(MOST, MINUTE, environment.scheduler)
  const olderTurn$ = rate(MOST_OLDER, MINUTE, environment.scheduler).pipe(switchMap(() => turn$))
  const unreadable = createUnreadable(malformed)

  const pageOf = (response: Response, number: number): Page => {
    const { entities, pageCount } = response
    const entries: ReadonlyArray<unknown> = Array.isArray(entities) ? entities : []
    const items: Item[] = []
    for (const [i, original] of entries.entries()) {
      const body = read(MessageBody, original, `history.entities[${i}]`)
      if (E.isLeft(body)) {
        unreadable(original, body.left)
        continue
      }
      const item = toItem({ body: body.right, original })
      if (item !== undefined) items.push(item)
    }
    // Where nobody says which page is the last, it is an empty one.
    return { items: items.reverse(), isLast: entries.length === 0 || number >= Number(pageCount || Infinity) }
  }

  /** Each try takes a turn, and a JWT of its own: nothing has to be known of clocks, and none can have ended on its way. */
  const readPage = (number: number, { tries, mayAsk$ }: Reading): Got<Page> => {
    const asked$ = mayAsk$.pipe(
      switchMap(() => ask({ request: getJwt, pick: (frame) => (frame._tag === 'JwtResponse' ? frame.body.jwt : undefined) })),
      switchMap((jwt): Got<Response> => {
        if (E.isLeft(jwt)) return of(jwt)
        const url = `${dataURL}/api/v2/webmessaging/messages?pageNumber=${number}&pageSize=${pageSize}`
        return request(environment, TIMEOUT)({ method: 'GET', url, headers: { authorization: `Bearer ${jwt.right}` } })
      })
    )
    return asked$.pipe(persistently(environment, { tries }), map(E.map((response) => pageOf(response, number))))
  }

  const older: History['older'] = (known) => {
    /** `isBack`: steps back to newer pages, until one overlaps with what is known: pages move when something is erased. */
    const walk = (number: number, isBack: boolean, left: number): Got<ReadonlyArray<Item>> =>
      readPage(number, { tries: TRIES, mayAsk$: olderTurn$ }).pipe(
        switchMap((got) => {
          if (E.isLeft(got)) return of(got)
          const { items, isLast } = got.right
          if (left === 0) return of(none)
          if (isBack && number > 1 && !items.some(known.has)) return walk(number - 1, true, left - 1)
          const fresh = items.filter((item) => !known.has(item))
          if (fresh.some(({ entries }) => entries.length > 0)) return of(E.right(fresh))
          return isLast ? of(none) : walk(number + 1, false, left - 1)
        })
      )
    const first = known.isWhole() ? Math.max(1, Math.ceil(known.count() / pageSize)) : 1
    return walk(first, true, MOST_PAGES)
  }

  return { page: (number, tries) => readPage(number, { tries, mayAsk$: turn$ }), older }
}
