/**
 * A long conversation over a bad network, in virtual time. The server says and is told messages without end and forgets old
 * ones; what comes out is counted as it comes, so that nothing here grows with it.
 */
import { defer, delay, map, Observable, Subject, timer, VirtualTimeScheduler } from 'rxjs'
import type { Ask, LinkInput, PageInput, Told } from '../../adapters/transports/conversation/Conversation'
import { talk } from '../../adapters/transports/conversation/talk'
import type { Wire } from '../../adapters/transports/conversation/talk'
import { failure, success } from '../../lib/Response'
import type { Kind } from '../adapters/transports/conversation/simulation'
import { settings } from '../adapters/transports/conversation/world'
import type { Letter, Reply } from '../adapters/transports/conversation/world'
import type { Chance } from './chance'

const FAULTS = ['drop', 'deaf', 'silence', 'refuse', 'historyFails', 'historySilent', 'sendFails', 'sendSilent', 'offline'] as const
type Fault = (typeof FAULTS)[number]

/** How many messages the server keeps. Far more than the longest fault can miss. */
const KEPT = 2_000
const PAGE = 100
const LATENCY = 20
/** Ms that a page is on its way: meanwhile more is said, which is not in it. */
const READING = 350
/** Ms between messages, and how many of them lie between two faults. */
const EVERY = 100
const BETWEEN = 200
/** Ms that a fault lasts at the most. A history that fails for a minute is given up, and what is missing is told as such. */
const LONGEST = 18_000

export interface Soaked {
  readonly messages: number
  readonly faults: number
  /** Messages that came too late or not at all, more than once, or before their turn. */
  readonly lost: number
  readonly doubled: number
  readonly disordered: number
  /** What the customer said: without an answer or with two, or twice at the server. */
  readonly unanswered: number
  readonly saidTwice: number
  /** It was told that something could not be had. */
  readonly missed: number
}

export interface SoakOptions {
  readonly kind: Kind
  readonly messages: number
  readonly chance: Chance
  /** Hears how many messages there have been so far, now and then. */
  readonly progress: (count: number) => void
}

export const soak = ({ kind, messages, chance, progress }: SoakOptions): Soaked => {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity)
  const online$ = new Subject<boolean>()
  /** Consecutive: `log[0]` is message number `first`. */
  const log: Letter[] = []
  let first = 0
  let clock = 0
  let link: Subject<LinkInput<Letter>> | undefined
  let dead = new WeakSet<object>()
  let deaf = new WeakSet<object>()
  const fault = { what: 'drop' as Fault, until: 0 }
  const counts = { faults: 0, lost: 0, doubled: 0, disordered: 0, saidTwice: 0, missed: 0 }

  const is = (set: WeakSet<object>, one: object | undefined): boolean => one !== undefined && set.has(one)
  const during = (...whats: ReadonlyArray<Fault>): boolean => scheduler.now() < fault.until && whats.includes(fault.what)
  const later = <A>(ms: number, make: () => A): Observable<A> => timer(ms, scheduler).pipe(map(make))

  /** What the customer says, and how often it has arrived and was answered. Let go of soon after the answer. */
  const spoken = new Map<string, { arrived: number; answered: number }>()

  const record = (text: string): Letter => {
    clock = Math.max(clock + 1, scheduler.now())
    const item: Letter = { id: `${first + log.length}`, at: clock, text }
    log.push(item)
    if (log.length > 2 * KEPT) first += log.splice(0, KEPT).length
    const fate = spoken.get(text)
    if (fate !== undefined) fate.arrived += 1
    const to = link
    timer(LATENCY, scheduler).subscribe(() => {
      if (to === link && !is(dead, to) && !is(deaf, to)) to?.next({ _tag: 'Heard', item })
    })
    return item
  }

  const cut = (): void => {
    const gone = link
    link = undefined
    gone?.complete()
  }

  const connect = (): Observable<LinkInput<Letter>> =>
    new Observable((subscriber) => {
      if (during('refuse', 'offline')) return timer(LATENCY, scheduler).subscribe(() => subscriber.complete())
      const mine = new Subject<LinkInput<Letter>>()
      subscriber.add(mine.subscribe(subscriber))
      subscriber.add(
        timer(LATENCY, scheduler).subscribe(() => {
          if (during('silence')) return
          link = mine
          mine.next({ _tag: 'Opened' })
        })
      )
      return () => {
        if (link === mine) link = undefined
      }
    })

  const pageOf = ({ cursor, after, first: isFirst }: Ask): PageInput<Letter> => {
    if (isFirst) return { _tag: 'Paged', page: { items: [] } }
    if (kind.newestFirst) {
      const number = Number(cursor ?? 0)
      const from = log.length - (number + 1) * PAGE
      return { _tag: 'Paged', page: { items: log.slice(Math.max(0, from), from + PAGE), next: from > 0 ? `${number + 1}` : undefined } }
    }
    const known = Number(after[Math.min(3, after.length - 1)] ?? first - 1)
    const from = (cursor === undefined ? known + 1 : Number(cursor)) - first
    return { _tag: 'Paged', page: { items: log.slice(from, from + PAGE), next: from + PAGE < log.length ? `${first + from + PAGE}` : undefined } }
  }
  const page = (ask: Ask): Observable<PageInput<Letter>> =>
    defer(() => {
      const failed = (): PageInput<Letter> => ({ _tag: 'PageFailed', why: failure('http', 'no', { status: 500 }), wait: 0, lasting: false })
      if (during('historySilent', 'silence') || (kind.historyNeedsLink && (is(dead, link) || is(deaf, link)))) return later(10_000, failed)
      return later(LATENCY, () => (during('historyFails', 'offline') ? failed() : pageOf(ask))).pipe(delay(READING, scheduler))
    })

  const taken = (item: Letter): Reply => ({ how: 'settled', answer: { _tag: 'Right', right: { response: success() } }, itemId: item.id })
  const unknown: Reply = { how: 'unknown', answer: { _tag: 'Left', left: failure('timeout', 'no answer') } }
  const refused: Reply = { how: 'settled', answer: { _tag: 'Left', left: failure('http', 'no', { status: 503 }) } }
  const send = ({ said: text }: { readonly said: string }): Observable<Reply> =>
    defer(() => {
      const mine = link
      if (during('offline', 'silence')) return later(10_000, () => unknown)
      return new Observable<Reply>((subscriber) => {
        const answer = (reply: Reply): void => {
          subscriber.next(reply)
          subscriber.complete()
        }
        subscriber.add(
          timer(LATENCY, scheduler).subscribe(() => {
            // On a socket it is lost with it; a request has a way of its own.
            if (kind.saysOverLink && (mine !== link || is(dead, mine))) return
            if (during('sendFails')) return answer(refused)
            const item = record(text)
            const isSilent = during('sendSilent')
            subscriber.add(
              timer(isSilent ? 10_000 : LATENCY, scheduler).subscribe(() => {
                if (kind.saysOverLink && (mine !== link || is(dead, mine) || is(deaf, mine))) return
                answer(isSilent ? unknown : taken(item))
              })
            )
          })
        )
        if (kind.saysOverLink) subscriber.add(timer(10_000, scheduler).subscribe(() => answer(unknown)))
      })
    })

  const wire: Wire<Letter, string> = {
    settings: { ...settings, saysOverLink: kind.saysOverLink, historyNeedsLink: kind.historyNeedsLink, newestFirst: kind.newestFirst },
    connect,
    page,
    send,
    probe: () => {
      const asked = link
      timer(2 * LATENCY, scheduler).subscribe(() => {
        if (asked === link && !is(dead, asked) && !is(deaf, asked)) asked?.next({ _tag: 'Heard' })
      })
    },
    arrived: () => ({ _tag: 'Right', right: { response: success() } })
  }
  const chat = talk(wire, { scheduler, random: chance.next, online$ })

  /** The number of the message that has to come next. */
  let next = 0
  const hear = ({ id = '' }: Letter): void => {
    const number = Number(id)
    if (number === next) {
      next += 1
      return
    }
    if (number < next) counts.doubled += 1
    else {
      counts.disordered += 1
      counts.lost += number - next
      next = number + 1
    }
  }
  const life = chat.told$.subscribe((one: Told<Letter>) => {
    if (one._tag === 'Entered') one.items.forEach(hear)
    if (one._tag === 'Pass') hear(one.item)
    if (one._tag === 'Missed') counts.missed += 1
  })

  const strike = (): void => {
    counts.faults += 1
    fault.what = chance.pick(FAULTS)
    const lasts = 500 + chance.below(LONGEST)
    fault.until = scheduler.now() + lasts
    dead = new WeakSet(link && fault.what === 'silence' ? [link] : [])
    deaf = new WeakSet(link && fault.what === 'deaf' ? [link] : [])
    // Most faults are noticed only when a connection has to be made anew, or a gap filled.
    if (fault.what !== 'silence' && fault.what !== 'deaf') cut()
    if (fault.what !== 'offline') return
    online$.next(false)
    timer(lasts, scheduler).subscribe(() => online$.next(true))
  }

  const customerSays = (text: string): void => {
    const fate = { arrived: 0, answered: 0 }
    spoken.set(text, fate)
    chat.say(text).subscribe((answer) => {
      if (answer._tag === 'Progress') return
      fate.answered += 1
      // A late copy of it would have come by then.
      timer(60_000, scheduler).subscribe(() => {
        if (fate.arrived > 1) counts.saidTwice += 1
        if (fate.answered === 1) spoken.delete(text)
      })
    })
  }

  const say = (count: number): void => {
    if (count % BETWEEN === BETWEEN - 1) strike()
    if (count % 5 === 0) customerSays(`c${count}`)
    else record(`a${count}`)
    progress(count)
    if (count + 1 < messages) timer(EVERY, scheduler).subscribe(() => say(count + 1))
    else timer(300_000, scheduler).subscribe(() => life.unsubscribe())
  }
  timer(1_000, scheduler).subscribe(() => say(0))
  scheduler.flush()
  const { lost, ...others } = counts
  return { messages, ...others, lost: lost + first + log.length - next, unanswered: spoken.size }
}
