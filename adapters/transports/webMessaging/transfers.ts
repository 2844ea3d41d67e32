/** The bytes of files, on their way. Why one failed may hold the address, and addresses are as good as tokens: left out. */
import * as E from 'fp-ts/Either'
import { defer, Observable, of, timeout } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Progress, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment, Upload } from '../Environment'

/** The longest without news of a transfer, in ms. */
const LONGEST = 600_000

const lost = E.left(failure('network', 'The transfer failed.'))

const judged = (status: number, content: Blob): E.Either<Response, Blob> =>
  status >= 200 && status <= 299 ? E.right(content) : E.left({ ...failure('http', `HTTP ${status}`), status })

const exchange = async ({ fetch }: Environment, url: string, given: RequestInit): Promise<E.Either<Response, Blob>> => {
  const response = await fetch(url, given)
  return judged(response.status, await response.blob())
}

export const progress = (loaded: number, total: number): Progress => ({ _tag: 'Progress', loaded, total })

/** Unsubscribing aborts it, unless it is to be heard out. */
export const transfer = <A>(work: (signal: AbortSignal) => Observable<A>, scheduler?: SchedulerLike, outlives?: () => boolean): Observable<A | typeof lost> =>
  new Observable((subscriber) => {
    const abort = new AbortController()
    subscriber.add(() => outlives?.() || abort.abort())
    subscriber.add(
      work(abort.signal)
        .pipe(timeout({ each: LONGEST, scheduler, with: () => of(lost) }))
        .subscribe(subscriber)
    )
  })

export const download = (environment: Environment, url: string): Observable<E.Either<Response, Blob>> =>
  transfer((signal) => defer(() => exchange(environment, url, { signal }).catch(() => lost)), environment.scheduler)

/** How far it is, where that can be told, and why it failed; nothing when it is there. Only its `signal` aborts it. */
export const upload = (environment: Environment, given: Omit<Upload, 'progress'>): Observable<Progress | E.Either<Response, unknown>> =>
  new Observable((subscriber) => {
    const { url, body } = given
    // Begin and end are told anyway.
    const told = (loaded: number): void => void (loaded < body.size && subscriber.next(progress(loaded, body.size)))
    const sent = environment.upload
      ? environment.upload({ ...given, progress: told }).then((status) => judged(status, body))
      : exchange(environment, url, { ...given, method: 'PUT' })
    void sent.catch(() => lost).then((answer) => E.isLeft(answer) && subscriber.next(answer))
  })
