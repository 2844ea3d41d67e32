/** The conversation's past: pages, newest first, for the bearer of a JWT that lives about a minute. */
import * as E from 'fp-ts/Either'
import { of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import { failure, NO_MORE } from '../../../lib'
import type { Response } from '../../../lib'
import type { Environment } from '../Environment'
import { persistently, request } from '../rest'
import { MessageBody, understood } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Item, Spoken } from './fromWire'
import type { Ask } from './pending'
import { rate } from './rate'
import { getJwt } from './requests'

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
   * they overlap. `known`: ids. `isWhole`: nothing is missing between the known ones, so that the newest pages are passed over.
   */
  readonly older: (known: ReadonlySet<string>, isWhole: boolean) => Got<ReadonlyArray<Item>>
}

export interface HistoryOptions {
  readonly environment: Environment
  readonly config: Pick<WebMessagingConfig, 'dataURL' | 'pageSize'>
  readonly ask: Ask
  readonly toItem: (spoken: Spoken) => Item | undefined
}

/** 10 per minute and session, by the published limits. */
const MOST = 10
/** Ms that a page may take. */
const TIMEOUT = 10_000
/** How often `older` asks for a page again. */
const TRIES = 3
/** How many pages `older` walks at the most. */
const MOST_PAGES = 100

const none: E.Either<Response, never> = E.left(failure(NO_MORE, 'No more messages to fetch.'))

export const createHistory = ({ environment, config: { dataURL, pageSize }, ask, toItem }: HistoryOptions): History => {
  const turn$ = rate(MOST, 60_000, environment.scheduler)

  const pageOf = (response: Response, number: number): Page => {
    const { entities, pageCount } = response
    const items: Item[] = []
    let count = 0
    for (const original of [entities].flat()) {
      const body = understood(MessageBody, original)
      if (body === undefined) continue
      count += 1
      const item = toItem({ body, original })
      if (item !== undefined) items.push(item)
    }
    // Where nobody says which page is the last, it is an empty one.
    return { items: items.reverse(), isLast: count === 0 || number >= Number(pageCount || Infinity) }
  }

  const page: History['page'] = (number, tries) =>
    turn$.pipe(
      // Its own for each page: nothing has to be known of clocks, and none can have ended on its way.
      switchMap(() => ask({ request: getJwt, pick: (frame) => (frame._tag === 'JwtResponse' ? frame.body.jwt : undefined) })),
      switchMap((jwt) => {
        if (E.isLeft(jwt)) return of(jwt)
        const url = `${dataURL}/api/v2/webmessaging/messages?pageNumber=${number}&pageSize=${pageSize}`
        const asked$ = request(environment, TIMEOUT)({ method: 'GET', url, headers: { authorization: `Bearer ${jwt.right}` } })
        return asked$.pipe(persistently(environment, { tries }), switchMap((got) => of(E.map((response: Response) => pageOf(response, number))(got))))
      })
    )

  const older: History['older'] = (known, isWhole) => {
    /** `isBack`: steps back to newer pages, until one overlaps with what is known: pages move when something is erased. */
    const walk = (number: number, isBack: boolean, left: number): Got<ReadonlyArray<Item>> =>
      page(number, TRIES).pipe(
        switchMap((got) => {
          if (E.isLeft(got)) return of(got)
          const { items, isLast } = got.right
          const isKnown = ({ id }: Item): boolean => id !== undefined && known.has(id)
          if (left === 0) return of(none)
          if (isBack && number > 1 && !items.some(isKnown)) return walk(number - 1, true, left - 1)
          const fresh = items.filter((item) => !isKnown(item))
          if (fresh.some(({ entries }) => entries.length > 0)) return of(E.right(fresh))
          return isLast ? of(none) : walk(number + 1, false, left - 1)
        })
      )
    const first = isWhole ? Math.max(1, Math.ceil(known.size / pageSize)) : 1
    return walk(first, true, MOST_PAGES)
  }

  return { page, older }
}
