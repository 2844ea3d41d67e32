/** HTTP requests as observables of the page's "AJAX Response Object". Never errors: a failure is a `Left`. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, Observable, of, switchMap, timer } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { failure } from '../../lib/Response'
import { inTime, refused } from '../../lib/timeouts'
import type { Response } from '../../lib/Response'
import { HTTP, NETWORK, REDIRECTED, TOO_LONG } from '../../lib/Transport'
import { isObject, isPlain } from '../../lib/data'
import { tooDeepAt } from '../../lib/depth'
import { attempt } from '../guarded'
import { delayOf } from './delayOf'
import type { Environment } from './Environment'

/** Characters of a whole answer, at the most: it may be the transcript of a long chat. Each thing in it is bounded where it is decoded. */
const LONGEST_ANSWER = 16_000_000

/** `body` goes out as JSON; or `form` does, in the encoding of forms that it stands for. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly form?: URLSearchParams | FormData
  /** Whether cookies and the like go to another origin, too. */
  readonly withCredentials?: boolean
}

/** `Right`: a status from 200 to 299, with the fields of a JSON object beside it. `Left`: everything else. */
export type Answered = E.Either<Response, Response>

/** `undefined`: nothing, a page of HTML, or JSON that is nested deeper than anything we read. */
export const parsed = (text: string): unknown => {
  const json = attempt(() => JSON.parse(text) as unknown)
  return tooDeepAt(json) ? undefined : json
}

/** Asked for by name where headers cannot be listed: those that we read, and those that help whoever looks for a fault. */
const NAMED_HEADERS = ['content-type', 'content-length', 'retry-after', 'inin-correlation-id']

/** A page may have replaced `fetch` by something whose headers have less: only `get`, or nothing at all. */
const headersOf = (headers: unknown): Readonly<Record<string, string>> => {
  if (!isObject(headers)) return {}
  if (Symbol.iterator in headers) return Object.fromEntries(headers as Headers)
  if (!('get' in headers) || typeof headers.get !== 'function') return {}
  const named: Record<string, string> = {}
  for (const name of NAMED_HEADERS) {
    const value: unknown = headers.get(name)
    if (typeof value === 'string') named[name] = value
  }
  return named
}

/** What came back, in our words. `errorReason`: the `code` of an error body, or `http`. */
export const answered = ({ ok, status, statusText, headers }: Pick<globalThis.Response, 'ok' | 'status' | 'statusText' | 'headers'>, responseText: string): Answered => {
  const responseJSON = parsed(responseText)
  const fields = isPlain(responseJSON) ? responseJSON : {}
  const response = { status, statusText, responseText, responseJSON, headers: headersOf(headers) }
  return ok ? E.right({ ...fields, ...response }) : E.left({ ...response, errorReason: typeof fields.code === 'string' ? fields.code : HTTP })
}

/**
 * What `work` tells and then answers. Unsubscribing aborts it. Why it failed may hold the address, and addresses may hold
 * tokens: left out. `work` is `async`: a `fetch` that throws at once, as replaced ones do, fails like any other.
 */
export const exchange = <A>(work: (signal: AbortSignal, tell: (step: A) => void) => Promise<A>): Observable<A | E.Either<Response, never>> =>
  new Observable((subscriber) => {
    const abort = new AbortController()
    let isAnswered = false
    const answer = (given$: Observable<A | E.Either<Response, never>>): void => {
      isAnswered = true
      given$.subscribe(subscriber)
    }
    work(abort.signal, (step) => subscriber.next(step)).then(
      (given) => answer(of(given)),
      () => answer(refused(NETWORK, 'The server could not be reached.'))
    )
    return () => {
      // A request that has been answered is left alone: a browser would still call it failed.
      if (!isAnswered) abort.abort()
    }
  })

/** Reads a body that does not say how long it is, as far as we read anything. `undefined`: it goes on. */
const readBounded = async (body: ReadableStream<Uint8Array>): Promise<string | undefined> => {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    if (text.length > LONGEST_ANSWER) {
      // Whether it can be stopped changes nothing: nobody reads on.
      reader.cancel().catch(() => undefined)
      return undefined
    }
    if (done) return text
  }
}

/**
 * `undefined`: it is longer than anything we read, and was not read to its end. One that says how long it is, as most do, is
 * read by the platform: where a page reads the stream itself, Chromium may list the request as aborted although it came whole.
 * A replaced `fetch` may have no `body` to look at.
 */
const textOf = async (response: globalThis.Response): Promise<string | undefined> => {
  const length = headersOf(response.headers)['content-length']
  if (Number(length ?? 0) > LONGEST_ANSWER) return undefined
  const { body } = response
  if (length === undefined && isObject(body) && typeof body.getReader === 'function') return readBounded(body)
  const text = await response.text()
  return text.length > LONGEST_ANSWER ? undefined : text
}

/** Browsers hide where a redirect leads, and its status; Node shows both. */
const isRedirect = ({ type, status }: Pick<globalThis.Response, 'type' | 'status'>): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status < 400)

/**
 * Cold; one answer, then complete. Unsubscribing aborts the request.
 * `errorReason`s of its own: `network` (nothing came back), `timeout` (nothing within `patience` ms), `redirected`:
 * redirects are not followed, for headers and addresses hold tokens, and `tooLong`: more than 16,000,000 characters came.
 */
export const request =
  ({ fetch, scheduler }: Pick<Environment, 'fetch' | 'scheduler'>, patience: number) =>
  ({ method, url, headers, body, form, withCredentials = false }: Request): Observable<Answered> =>
    exchange(async (signal) => {
      const json = body !== undefined && { 'content-type': 'application/json' }
      const response = await fetch(url, {
        method,
        headers: { accept: 'application/json', ...json, ...headers },
        body: form ?? JSON.stringify(body),
        signal,
        redirect: 'manual',
        credentials: withCredentials ? 'include' : 'same-origin'
      })
      if (isRedirect(response)) return E.left(failure(REDIRECTED, 'The server points to another address, which is not followed.', { status: response.status }))
      const text = await textOf(response)
      if (text === undefined) return E.left(failure(TOO_LONG, `The server sent more than ${LONGEST_ANSWER} characters, which were not read.`, { status: response.status }))
      return answered(response, text)
    }).pipe(inTime(patience, scheduler))

/** Passing troubles: worth asking again when the request may be repeated. */
export const passing = ({ status, errorReason }: Response): boolean =>
  errorReason === NETWORK || status === 408 || status === 429 || (status >= 500 && status !== 501)

/** Ms that the server asks us to wait: `Retry-After` in seconds or as a date. */
export const retryAfter = ({ headers }: Response, now: number): number => {
  const given = headers?.['retry-after'] ?? ''
  const ms = Number(given) * 1000 || Date.parse(given) - now
  return ms > 0 ? ms : 0
}

/** Longest `Retry-After` that is waited for, in ms: beyond it the failure is answered. */
const PATIENT = 10_000

/** How often a request is made at the most, and after which failures again: passing ones, unless told otherwise. */
export interface Persistence {
  readonly tries: number
  readonly again?: (response: Response) => boolean
}

/** Asks again after passing troubles, later and later. Only for requests that may be repeated. */
export const persistently =
  ({ random, scheduler = asyncScheduler }: Pick<Environment, 'random' | 'scheduler'>, { tries, again = passing }: Persistence): MonoTypeOperatorFunction<Answered> =>
  (ask$) => {
    const attempt = (count: number): Observable<Answered> =>
      ask$.pipe(
        switchMap((answer) => {
          if (E.isRight(answer) || count >= tries || !again(answer.left)) return of(answer)
          const wait = Math.max(delayOf(count, { base: 300, random }), retryAfter(answer.left, scheduler.now()))
          return wait > PATIENT ? of(answer) : timer(wait, scheduler).pipe(switchMap(() => attempt(count + 1)))
        })
      )
    return attempt(1)
  }
