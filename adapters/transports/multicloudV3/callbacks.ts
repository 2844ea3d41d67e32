/** What the page keeps of a session itself, by functions of its own: they may throw, never answer, or give back anything. */
import * as E from 'fp-ts/Either'
import { catchError, from, isObservable, map, of, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { isObject, isPlain } from '../../../lib/data'
import { CONFIGURATION } from '../../../lib/Transport'
import { attempt, guarded } from '../../guarded'
import type { Store } from '../Environment'
import type { Callback, Callbacks } from './config'
import type { CookieJar } from './MulticloudV3Settings'
import { sessionIn } from './token'
import type { Session } from './token'

/** Ms that a promise of the page is waited for. */
const PATIENCE = 5_000

/** Where Genesys Widgets 9 remembers whether its window is open: a name to hand over, nothing is kept there. */
const OPEN = '_genesys.widgets.webchat.state.pureengage-v3-rest.open'

/** The page's own memory. */
export interface Memory {
  /** What the page kept; `undefined`: nothing. Answers at once where the page does. */
  readonly recall: () => Observable<E.Either<Response, Session | undefined>>
  /** Hands over what is to be kept. `index`: of the latest message; empty before there is one. */
  readonly keep: (session: Session, index: string) => void
  /** The session is over. `response`: what said so; empty when nothing did. */
  readonly drop: (session: Session, response: object) => void
}

/** What memory needs, and whom it tells of functions that fail. */
export interface MemoryOptions {
  readonly callbacks: Callbacks
  readonly store: Store
  readonly scheduler: SchedulerLike
  /** Told once of each kind of fault. */
  readonly fault: (why: Response) => void
}

type Name = keyof Callbacks

/** Nothing of what a function threw or gave back is repeated: it may hold the token. */
const faultOf = (name: Name, what: string): Response => failure(CONFIGURATION, `webchat.transport.async.${name}: ${what}`)

const isThenable = (u: unknown): u is PromiseLike<unknown> => isObject(u) && attempt(() => Reflect.get(u, 'then') instanceof Function) === true

/** What it gives, also later: within the time that is waited for. */
const settled = (name: Name, { call, scheduler }: { readonly call: () => unknown; readonly scheduler: SchedulerLike }): Observable<E.Either<Response, unknown>> => {
  const threw = E.left(faultOf(name, 'threw an error.'))
  const given = guarded(() => threw, () => E.right(call()))
  if (E.isLeft(given) || isObservable(given.right) || !isThenable(given.right)) return of(given)
  return from(Promise.resolve(given.right)).pipe(
    map((value) => E.right(value)),
    catchError(() => of(E.left(faultOf(name, 'expected a promise that is kept, found one that is rejected.')))),
    timeout({ first: PATIENCE, scheduler, with: () => of(E.left(faultOf(name, `expected a promise that is kept within ${PATIENCE} ms, found none.`))) })
  )
}

const isNothing = (u: unknown): boolean => u === undefined || u === null || u === '' || (isPlain(u) && Object.keys(u).length === 0)

/** The object, its JSON text, or the token alone. */
const keptIn = (given: unknown): E.Either<Response, Session | undefined> => {
  const json = typeof given === 'string' ? (attempt(() => JSON.parse(given) as unknown) ?? given) : given
  if (isNothing(json)) return E.right(undefined)
  const session = sessionIn(isPlain(json) ? json.token : json)
  return session === undefined ? E.left(faultOf('setSessionData', 'expected an object with the token of a session, its JSON text or the token, found something else.')) : E.right(session)
}

/** The memory of one page. */
export const createMemory = ({ callbacks, store, scheduler, fault }: MemoryOptions): Memory => {
  const cookies: CookieJar = { get: (name) => store.get(name), set: (name, value) => store.set(name, value), remove: (name) => store.remove(name) }
  const options = { path: '/' }
  const told = new Set<string>()

  const tellOnce = (why: Response): void => {
    if (told.has(why.statusText)) return
    told.add(why.statusText)
    fault(why)
  }

  /** Nobody waits for it; what goes wrong is told. */
  const hand = (name: Name, callback: Callback, value: object): void => {
    settled(name, { call: () => callback(value, cookies, options), scheduler }).subscribe((outcome) => {
      if (E.isLeft(outcome)) tellOnce(outcome.left)
    })
  }

  return {
    recall: () => settled('setSessionData', { call: () => callbacks.setSessionData(OPEN, cookies, options), scheduler }).pipe(map(E.chain(keptIn))),
    keep: ({ token }, index) => hand('getSessionData', callbacks.getSessionData, { messageIndex: index, token }),
    drop: ({ token }, response) => {
      if (callbacks.deleteSessionData !== undefined) hand('deleteSessionData', callbacks.deleteSessionData, { sessionData: { token }, response })
    }
  }
}
