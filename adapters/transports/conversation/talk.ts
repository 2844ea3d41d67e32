/**
 * A conversation at its edges: what it wants done becomes connections and requests of one back end, what comes of them its
 * inputs. A back end brings its wire; everything else is the same for all of them.
 */
import { catchError, concat, defaultIfEmpty, defer, EMPTY, map, merge, Observable, of, Subject, switchMap, take, timeout } from 'rxjs'
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { failure } from '../../../lib/Response'
import { TIMEOUT } from '../../../lib/Transport'
import { attempt } from '../../guarded'
import type { Environment } from '../Environment'
import type { Piece } from './backfill'
import { bounds } from './bounds'
import { ENDED, UNKNOWN } from './Conversation'
import type { Answered, Ask, Input, LinkInput, Output, PageInput, Settings, Told } from './Conversation'
import { converse } from './converse'
import type { Drive } from './converse'
import type { Utterance } from './outbox'
import { withSigns } from './withSigns'

/**
 * What a back end brings. A function of it that throws, or an observable that errors, ends without an answer or takes too
 * long (see `bounds`), costs that one connection, page or message: the conversation goes on.
 */
export interface Wire<A extends Piece, U> {
  readonly settings: Settings<A, U>
  /** One connection. Cold; unsubscribing closes it. Completes when it is gone, after `Closed` if it knows why. It may take `pace.opening` to open. */
  readonly connect: () => Observable<LinkInput<A>>
  /** Asks the connection for a sign of life, where the back end has such a thing. */
  readonly probe?: () => void
  /** A page of history. Cold; one answer, in time. */
  readonly page: (ask: Ask) => Observable<PageInput<A>>
  /** Sends what is said. Cold; one answer, in time. None: it is not known whether it arrived. */
  readonly send: (utterance: Utterance<A, U>) => Observable<Omit<Answered, '_tag' | 'id'>>
  /** What the caller hears of something that was found to have arrived. */
  readonly arrived: (echo: A) => Answer
}

/** What the place that it runs in brings. */
export type Place = Drive & Pick<Environment, 'online$' | 'wakes$'>

export interface Talk<A, U> {
  /** Subscribed once: that begins the conversation, and unsubscribing leaves it without a word. Completes when it is over. */
  readonly told$: Observable<Told<A>>
  /**
   * Says something. Cold; its fate is the answer, within minutes in the worst case (see `bounds`), after a `Progress` for
   * each phase that it comes to and one now and then. Unsubscribing takes it back, as long as it has not been sent.
   */
  readonly say: (said: U) => Observable<Progress | Answer>
  /** The conversation may be over, or something was missed: the history is asked. */
  readonly suspect: () => void
  /** It is over. `atOnce`: nothing that was said before can still come. */
  readonly end: (how: Omit<Extract<LinkInput<A>, { _tag: 'Ended' }>, '_tag'>) => void
  /** Whether there is a connection, and nothing is missing. */
  readonly isCurrent: () => boolean
}

/** Who waits for the fate of what was said. */
interface Caller {
  readonly settle: (answer: Answer) => void
  readonly moved: (phase: NonNullable<Progress['phase']>) => void
}

/** Conveniences of the place: one that fails is done without. */
const optional = <T>(source$: Observable<T> | undefined): Observable<T> => (source$ ?? EMPTY).pipe(catchError(() => EMPTY))

const silent = failure(TIMEOUT, 'No answer came.')
const NO_PAGE: PageInput<never> = { _tag: 'PageFailed', why: silent, wait: 0, lasting: false }
const NO_ANSWER: Omit<Answered, '_tag' | 'id'> = { how: 'unknown', answer: { _tag: 'Left', left: silent } }

/** What stands in for an answer that does not come within so many ms, or fails to come otherwise. */
interface Bound<T> {
  readonly patience: number
  readonly scheduler: SchedulerLike
  readonly otherwise: T
}

/** The first answer, or what stands in for it: exactly one, in time, whatever the source does. */
const answeredOnce = <T>({ patience, scheduler, otherwise }: Bound<T>): MonoTypeOperatorFunction<T> =>
  (answer$) =>
    answer$.pipe(
      timeout({ first: patience, scheduler, with: () => of(otherwise) }),
      catchError(() => of(otherwise)),
      take(1),
      defaultIfEmpty(otherwise)
    )

export const talk = <A extends Piece, U>(wire: Wire<A, U>, place: Place): Talk<A, U> => {
  const input$ = new Subject<Input<A, U>>()
  const link$ = new Subject<'Open' | 'Close'>()
  const ask$ = new Subject<Ask>()
  const send$ = new Subject<Utterance<A, U>>()
  /** Who waits for the fate of what was said, by its id. */
  const waiting = new Map<string, Caller>()
  let current = false
  let isOver = false
  let utterances = 0

  const { scheduler } = place

  /** Its end, however it comes, is the end of the connection. */
  const connection = (): Observable<Input<A, U>> => concat(defer(wire.connect).pipe(catchError(() => EMPTY)), of<Input<A, U>>({ _tag: 'Closed' }))
  const page = (ask: Ask): Observable<PageInput<A>> =>
    defer(() => wire.page(ask)).pipe(answeredOnce<PageInput<A>>({ patience: bounds.page, scheduler, otherwise: NO_PAGE }))
  const send = (utterance: Utterance<A, U>): Observable<Answered> =>
    defer(() => wire.send(utterance)).pipe(
      answeredOnce({ patience: bounds.send, scheduler, otherwise: NO_ANSWER }),
      map((answer): Answered => ({ _tag: 'Answered', id: utterance.id, ...answer }))
    )

  const edge$ = merge(
    link$.pipe(switchMap((what): Observable<Input<A, U>> => (what === 'Open' ? connection() : EMPTY))),
    ask$.pipe(switchMap(page)),
    // One at a time is on its way: what is sent again takes the place of an attempt that was given up.
    send$.pipe(switchMap(send)),
    optional(place.online$).pipe(map((online): Input<A, U> => ({ _tag: 'Online', online }))),
    optional(place.wakes$).pipe(map((): Input<A, U> => ({ _tag: 'Woke' })))
  )

  const told$ = new Observable<Told<A>>((subscriber) => {
    /** Each output has one place to go. */
    const dispatch = (output: Output<A, U>): void => {
      switch (output._tag) {
        case 'Pass':
        case 'Missed':
          return subscriber.next(output)
        case 'Entered':
        case 'Regained':
          current = true
          return subscriber.next(output)
        case 'Lost':
          current = false
          return subscriber.next(output)
        case 'Over':
          current = false
          isOver = true
          subscriber.next(output)
          return subscriber.complete()
        case 'Open':
        case 'Close':
          return link$.next(output._tag)
        case 'Probe':
          // One that fails is one without an answer.
          attempt(() => wire.probe?.())
          return
        case 'Ask':
          return ask$.next(output)
        case 'Send':
          waiting.get(output.utterance.id)?.moved('sent')
          return send$.next(output.utterance)
        case 'Moved':
          return waiting.get(output.id)?.moved(output.phase)
        case 'Settled':
          return waiting.get(output.id)?.settle(output.answer)
        case 'Arrived':
          return waiting.get(output.id)?.settle(attempt(() => wire.arrived(output.echo)) ?? { _tag: 'Left', left: UNKNOWN })
      }
    }
    subscriber.add(input$.pipe(converse(wire.settings, place)).subscribe(dispatch))
    subscriber.add(edge$.subscribe((input) => input$.next(input)))
    subscriber.add(() => {
      current = false
      isOver = true
      // Left without a word to anybody but those who still wait: nobody waits for ever.
      for (const { settle } of [...waiting.values()]) settle({ _tag: 'Left', left: ENDED })
    })
    input$.next({ _tag: 'Begun' })
  })

  const say = (said: U): Observable<Progress | Answer> =>
    new Observable<Progress | Answer>((subscriber) => {
      utterances += 1
      const id = `${utterances}`
      const settle = (answer: Answer): void => {
        waiting.delete(id)
        subscriber.next(answer)
        subscriber.complete()
      }
      if (isOver) return settle({ _tag: 'Left', left: ENDED })
      const moved = (phase: NonNullable<Progress['phase']>): void => subscriber.next({ _tag: 'Progress', phase })
      waiting.set(id, { settle, moved })
      moved('queued')
      input$.next({ _tag: 'Say', id, said })
      return () => {
        if (waiting.delete(id)) input$.next({ _tag: 'Cancelled', id })
      }
    })

  return {
    told$,
    // Who waits for a connection waits as long as the line does, not as long as for a server that does not answer.
    say: (said) => withSigns(say(said), scheduler, () => true),
    suspect: () => input$.next({ _tag: 'Suspected' }),
    end: ({ why, atOnce }) => input$.next({ _tag: 'Ended', why, atOnce }),
    isCurrent: () => current
  }
}
