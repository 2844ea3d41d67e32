/**
 * A conversation at its edges: what it wants done becomes connections and requests of one back end, what comes of them its
 * inputs. A back end brings its wire; everything else is the same for all of them.
 */
import { catchError, concat, EMPTY, map, merge, Observable, of, Subject, switchMap } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import type { Environment } from '../Environment'
import type { Piece } from './backfill'
import { ENDED } from './Conversation'
import type { Answered, Ask, Input, LinkInput, Output, PageInput, Settings, Told } from './Conversation'
import { converse } from './converse'
import type { Drive } from './converse'
import type { Utterance } from './outbox'
import { withSigns } from './withSigns'

/** What a back end brings. Its observables never error. */
export interface Wire<A extends Piece, U> {
  readonly settings: Settings<A, U>
  /** One connection. Cold; unsubscribing closes it. Completes when it is gone, after `Closed` if it knows why. */
  readonly connect: () => Observable<LinkInput<A>>
  /** Asks the connection for a sign of life, where the back end has such a thing. */
  readonly probe?: () => void
  /** A page of history. Cold; one answer, in time. */
  readonly page: (ask: Ask) => Observable<PageInput<A>>
  /** Sends what is said. Cold; one answer, in time. None when the connection went: then it is not known whether it arrived. */
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
   * Says something. Cold; its fate is the answer, after a `Progress` now and then as long as there is a connection.
   * Unsubscribing takes it back, as long as it has not been sent.
   */
  readonly say: (said: U) => Observable<Progress | Answer>
  /** The conversation may be over, or something was missed: the history is asked. */
  readonly suspect: () => void
  /** It is over. `atOnce`: nothing that was said before can still come. */
  readonly end: (how: Omit<Extract<LinkInput<A>, { _tag: 'Ended' }>, '_tag'>) => void
  /** Whether there is a connection, and nothing is missing. */
  readonly isCurrent: () => boolean
}

/** Conveniences of the place: one that fails is done without. */
const optional = <T>(source$: Observable<T> | undefined): Observable<T> => (source$ ?? EMPTY).pipe(catchError(() => EMPTY))

export const talk = <A extends Piece, U>(wire: Wire<A, U>, place: Place): Talk<A, U> => {
  const input$ = new Subject<Input<A, U>>()
  const link$ = new Subject<'Open' | 'Close'>()
  const ask$ = new Subject<Ask>()
  const send$ = new Subject<Utterance<A, U>>()
  /** Who waits for the fate of what was said, by its id. */
  const waiting = new Map<string, (answer: Answer) => void>()
  let current = false
  let isOver = false
  let utterances = 0

  const closed: Input<A, U> = { _tag: 'Closed' }
  const edge$ = merge(
    link$.pipe(switchMap((what): Observable<Input<A, U>> => (what === 'Open' ? concat(wire.connect(), of(closed)) : EMPTY))),
    ask$.pipe(switchMap(wire.page)),
    // One at a time is on its way: what is sent again takes the place of an attempt that was given up.
    send$.pipe(switchMap((utterance) => wire.send(utterance).pipe(map((answer): Answered => ({ _tag: 'Answered', id: utterance.id, ...answer }))))),
    optional(place.online$).pipe(map((online): Input<A, U> => ({ _tag: 'Online', online }))),
    optional(place.wakes$).pipe(map((): Input<A, U> => ({ _tag: 'Doubted' })))
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
          return wire.probe?.()
        case 'Ask':
          return ask$.next(output)
        case 'Send':
          return send$.next(output.utterance)
        case 'Settled':
          return waiting.get(output.id)?.(output.answer)
        case 'Arrived':
          return waiting.get(output.id)?.(wire.arrived(output.echo))
      }
    }
    subscriber.add(input$.pipe(converse(wire.settings, place)).subscribe(dispatch))
    subscriber.add(edge$.subscribe((input) => input$.next(input)))
    subscriber.add(() => {
      current = false
      isOver = true
      // Left without a word to anybody but those who still wait: nobody waits for ever.
      for (const settle of [...waiting.values()]) settle({ _tag: 'Left', left: ENDED })
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
      waiting.set(id, settle)
      input$.next({ _tag: 'Say', id, said })
      return () => {
        if (waiting.delete(id)) input$.next({ _tag: 'Cancelled', id })
      }
    })

  return {
    told$,
    // Who waits for a connection is given no sign of life: the caller's own patience bounds it.
    say: (said) => withSigns(say(said), place.scheduler, () => current),
    suspect: () => input$.next({ _tag: 'Suspected' }),
    end: ({ why, atOnce }) => input$.next({ _tag: 'Ended', why, atOnce }),
    isCurrent: () => current
  }
}
