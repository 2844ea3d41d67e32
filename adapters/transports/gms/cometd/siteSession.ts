/** What identifies an asynchronous chat is kept by the site, which brings two functions for it. They may do anything: throw, never answer, answer nonsense. */
import * as E from 'fp-ts/Either'
import { catchError, defer, from, map, of, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Either } from '../../../../lib'
import { isObject, isPlain } from '../../../../lib/data'
import { kind } from '../../../../lib/explain'
import { failure } from '../../../../lib/Response'
import type { Response } from '../../../../lib/Response'
import { CONFIGURATION, NO_SESSION } from '../../../../lib/Transport'
import { attempt } from '../../../guarded'
import type { Store } from '../../Environment'
import type { AsyncConfig } from '../config'
import type { Keys } from '../fields'
import type { Kept } from '../storage'

/** Ms that the site may take to answer. */
const PATIENCE = 5_000
/** Source: observed behaviour of Genesys Widgets 9. */
const NAME = '_genesys.widgets.webchat.state.open'

/** What the site's functions are given, and whom is told what they do wrong. */
export interface SiteOptions {
  readonly async: AsyncConfig
  readonly store: Store
  readonly scheduler: SchedulerLike
  /** What identifies the chat could not be handed over. */
  readonly fault: (response: Response) => void
}

/** The site, as far as it keeps what identifies a chat. */
export interface SiteSession {
  /** What it kept. Cold; one answer, in time. */
  readonly given$: Observable<Either<Response, Keys>>
  /** Hands over what identifies a chat, then and whenever that changes. */
  readonly keep: (keys: Keys) => Kept
}

const wrong = (name: string, what: string): Response => failure(CONFIGURATION, `webchat.async.${name}: ${what}`)

const textIn = (u: unknown): string => (typeof u === 'string' || typeof u === 'number' ? String(u) : '')

const noSession = E.left(failure(NO_SESSION, 'No chat session found to restore.'))

/** Nothing, an empty text and an object without keys mean that there is no chat. */
const keysIn = (given: unknown): Either<Response, Keys> => {
  if (given === undefined || given === null || given === '' || given === false) return noSession
  const data = typeof given === 'string' ? attempt(() => JSON.parse(given) as unknown) : given
  if (!isPlain(data)) return E.left(wrong('setSessionData', `expected JSON text or an object, found ${kind(given)}`))
  const keys = { sessionID: textIn(data.sessionID), secureKey: textIn(data.secureKey), alias: textIn(data.alias), userId: textIn(data.userId) }
  if (keys.secureKey !== '') return E.right(keys)
  return Object.keys(data).length === 0 ? noSession : E.left(wrong('setSessionData', 'expected a secureKey, found none'))
}

/** A site that keeps what identifies its chats. */
export const siteSession = ({ async, store, scheduler, fault }: SiteOptions): SiteSession => {
  const cookies = { get: store.get, set: (name: string, value: unknown) => store.set(name, String(value)), remove: store.remove }
  const options = { path: '/', samesite: 'strict' }

  const hand = (keys: Keys): void => {
    const { sessionID, userId, secureKey, alias } = keys
    const failed = (): void => fault(wrong('getSessionData', 'it failed, and nobody may find the chat again'))
    try {
      const answer: unknown = async.keep(JSON.stringify({ sessionID, userId, secureKey, alias }), cookies, options)
      // A promise that fails is heard of; how long it takes is the site's affair.
      if (isObject(answer) && 'then' in answer) Promise.resolve(answer).catch(failed)
    } catch {
      failed()
    }
  }

  return {
    given$: defer(() => {
      const answer: unknown = async.given(NAME, cookies, options)
      return isObject(answer) && 'then' in answer ? from(Promise.resolve(answer)) : of(answer)
    }).pipe(
      map(keysIn),
      timeout({ first: PATIENCE, scheduler, with: () => of(E.left(wrong('setSessionData', `no answer within ${PATIENCE} ms`))) }),
      catchError(() => of(E.left(wrong('setSessionData', 'it failed'))))
    ),
    keep: (first) => {
      let latest = first
      hand(first)
      return {
        isGone: () => false,
        keys: () => latest,
        keep: (keys) => {
          const isNews = keys.secureKey !== latest.secureKey
          latest = keys
          if (isNews) hand(keys)
        },
        ping: () => undefined,
        reached: () => undefined,
        // It outlives the page and its agents; an end is for the site to see.
        forget: () => undefined
      }
    }
  }
}
