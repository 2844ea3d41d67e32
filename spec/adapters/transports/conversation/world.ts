/** A back end of nothing but diagrams and functions, and the conversation over it: what is told when things go wrong. */
import { asyncScheduler, concat, defer, EMPTY, map, merge, mergeMap, NEVER, of, tap, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { talk } from '../../../../adapters/transports/conversation/talk'
import type { Place, Wire } from '../../../../adapters/transports/conversation/talk'
import type { Answered, Ask, LinkInput, PageInput, Piece, Settings, Told, Utterance } from '../../../../adapters/transports/conversation/Conversation'
import type { Answer, Progress } from '../../../../lib'
import { failure, success } from '../../../../lib/Response'
import { marbles } from '../../../../marble-tests/marbles'

/** Something heard, by a letter. Digits are messages, each at its own time; other letters are news without an id. */
export interface Letter extends Piece {
  readonly text: string
}

export const letter = (text: string, at = Number(text), id: string | undefined = `m${text}`): Letter => ({ id, at, text })

export type Sent = Utterance<Letter, string>

/** Ms, in round numbers. */
export const settings: Settings<Letter, string> = {
  pace: { opening: 10_000, silence: 10_000, probe: 4_000, doubt: 4_000, pause: 1_000 },
  saysOverLink: true,
  historyNeedsLink: true,
  newestFirst: false,
  isEcho: ({ text }, { said }) => text === said,
  answer: 5_000,
  echo: Infinity,
  lastWords: 2_000,
  unreachable: failure('socket', 'no connection')
}

export const pageOf = (texts: string, next?: string): Observable<PageInput<Letter>> => of({ _tag: 'Paged', page: { items: [...texts].map((text) => letter(text)), next } })
export const noPage = (more: { readonly wait?: number; readonly lasting?: boolean } = {}): Observable<PageInput<Letter>> =>
  of({ _tag: 'PageFailed', why: failure('http', 'no', { status: 500 }), wait: more.wait ?? 0, lasting: more.lasting ?? false })

/** What the back end answers to something sent. */
export type Reply = Omit<Answered, '_tag' | 'id'>
export const taken = (itemId?: string): Reply => ({ how: 'settled', answer: { _tag: 'Right', right: { response: success() } }, itemId })
export const refused: Reply = { how: 'settled', answer: { _tag: 'Left', left: failure('refused', 'no', { status: 400 }) } }
export const unknown: Reply = { how: 'unknown', answer: { _tag: 'Left', left: failure('timeout', 'no answer') } }
export const unsent: Reply = { how: 'unsent', answer: { _tag: 'Left', left: failure('again', 'later') } }

export interface Given {
  /**
   * One diagram for each connection; the last one goes on. `o`: it can be used, `h`: a sign of life, `u`: it has to be
   * configured anew, `e`: it is over, `x`: at once; anything else is heard. A connection that completes is gone.
   */
  readonly streams: ReadonlyArray<string>
  readonly values?: Readonly<Record<string, LinkInput<Letter>>>
  readonly settings?: Partial<Settings<Letter, string>>
  readonly page?: (ask: Ask) => Observable<PageInput<Letter>>
  readonly send?: (utterance: Sent) => Observable<Reply>
  readonly probe?: () => void
  /** What is said, by its letters. */
  readonly said?: string
  /** Hears the answers to it, also when nobody listens any more. */
  readonly fate?: (answer: Progress | Answer) => void
  /** `n`: no network, `y`: it is back. */
  readonly online?: string
  /** A sign for each time that the page is shown again. */
  readonly wakes?: string
}

type Run = Parameters<Parameters<typeof marbles>[0]>[0]

const digits = Object.fromEntries([...'123456789'].map((text) => [text, { _tag: 'Heard', item: letter(text) }])) as Record<string, LinkInput<Letter>>
const inputs: Readonly<Record<string, LinkInput<Letter>>> = {
  ...digits,
  o: { _tag: 'Opened' },
  h: { _tag: 'Heard' },
  t: { _tag: 'Heard', item: { at: 0, text: 't' } },
  u: { _tag: 'Unready' },
  e: { _tag: 'Ended', atOnce: false },
  x: { _tag: 'Ended', atOnce: true }
}

/**
 * In letters: `E`ntered and what the first page said, `L`ost, `R`egained, `M`issed for good, `O`ver; what passes by its
 * own letter; what was said: `+` when it was taken or found, `x` when it was refused, `?` when nobody knows.
 */
export const told = (m: Run, given: Given): Observable<string> => {
  let attempt = -1
  const wire: Wire<Letter, string> = {
    settings: { ...settings, ...given.settings },
    connect: () =>
      defer(() => {
        attempt += 1
        return m.cold(given.streams[Math.min(attempt, given.streams.length - 1)] ?? '', { ...inputs, ...given.values })
      }),
    page: (ask) => (given.page ?? (() => pageOf('')))(ask),
    send: (utterance) => (given.send ?? (() => of(taken())))(utterance),
    probe: given.probe,
    arrived: () => ({ _tag: 'Right', right: { response: success() } })
  }
  const place: Place = {
    scheduler: asyncScheduler,
    random: () => 1,
    online$: m.hot(given.online ?? '', { n: false, y: true }),
    wakes$: m.hot(given.wakes ?? '')
  }
  const { told$, say } = talk(wire, place)
  const shown = (one: Told<Letter>): Observable<string> => {
    if (one._tag === 'Entered') return of('E', ...one.items.map(({ text }) => text))
    return of(one._tag === 'Pass' ? one.item.text : one._tag.slice(0, 1))
  }
  const fates$ = m.hot(given.said ?? '').pipe(
    mergeMap((text) => say(text).pipe(tap(given.fate))),
    mergeMap((answer) => {
      if (answer._tag === 'Progress') return EMPTY
      if (answer._tag === 'Right') return of('+')
      return of(answer.left.errorReason === 'timeout' ? '?' : 'x')
    })
  )
  return merge(told$.pipe(mergeMap(shown)), fates$)
}

/** A conversation has no end of its own: it is left after a while. */
export const played = (expected: string, given: Given, left = '^ 20s !') =>
  marbles((m) => m.expectObservable(told(m, given), left).toBe(expected))

export { concat, defer, EMPTY, map, NEVER, of, timer }
