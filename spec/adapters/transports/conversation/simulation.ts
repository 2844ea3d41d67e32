/**
 * A server, a network and a conversation over them, in virtual time: for properties that hold whatever happens. The server
 * keeps everything that was said; the network drops connections, loses what is on its way, and fails requests.
 */
import { defer, map, Observable, Subject, timer, VirtualTimeScheduler } from 'rxjs'
import { talk } from '../../../../adapters/transports/conversation/talk'
import type { Wire } from '../../../../adapters/transports/conversation/talk'
import type { Ask, LinkInput, PageInput, Told } from '../../../../adapters/transports/conversation/Conversation'
import { failure, success } from '../../../../lib/Response'
import { settings } from './world'
import type { Letter, Reply } from './world'

/** What goes wrong, or is said, and when. Times in ms. */
export type Incident =
  | { readonly what: 'agentSays' | 'customerSays'; readonly at: number }
  /** The connection is cut; what is said on it arrives, and nothing comes back on it any more. */
  | { readonly what: 'drop' | 'deaf'; readonly at: number }
  /** `silence`: the connection is dead from then on, nobody is told, and none can be had for so long. */
  | { readonly what: 'silence' | 'refuse' | 'historyFails' | 'historySilent' | 'sendFails' | 'sendSilent' | 'offline'; readonly at: number; readonly for: number }

export interface Kind {
  readonly name: string
  readonly saysOverLink: boolean
  readonly historyNeedsLink: boolean
  readonly newestFirst: boolean
}

/** The two kinds of back end that there are: a stream beside requests, and one socket for everything. */
export const kinds: ReadonlyArray<Kind> = [
  { name: 'requests beside a stream', saysOverLink: false, historyNeedsLink: false, newestFirst: false },
  { name: 'everything on one socket', saysOverLink: true, historyNeedsLink: true, newestFirst: true }
]

export interface Outcome {
  /** What the server has, in its order. */
  readonly said: ReadonlyArray<string>
  /** What was told of it, in the order in which it was told. */
  readonly told: ReadonlyArray<string>
  readonly tags: ReadonlyArray<Told<Letter>['_tag']>
  /** What the customer said, and how it was answered. */
  readonly answers: ReadonlyMap<string, ReadonlyArray<string>>
  /** How often each thing that the customer said is in the server's list. */
  readonly arrivals: ReadonlyMap<string, number>
  readonly requests: number
}

const LATENCY = 20
const PAGE = 10

export const simulate = (kind: Kind, incidents: ReadonlyArray<Incident>, calm = 180_000): Outcome => {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity)
  const said: Letter[] = []
  const told: string[] = []
  const tags: Array<Told<Letter>['_tag']> = []
  const answers = new Map<string, string[]>()
  const online$ = new Subject<boolean>()
  let requests = 0
  let link: Subject<LinkInput<Letter>> | undefined
  /** Connections that stand, and on which nothing gets through any more. */
  const dead = new Set<unknown>()
  /** The same, but for what goes out. */
  const deaf = new Set<unknown>()
  let clock = 0

  const during = (...whats: ReadonlyArray<Incident['what']>): boolean =>
    incidents.some((one) => 'for' in one && whats.includes(one.what) && scheduler.now() >= one.at && scheduler.now() < one.at + one.for)
  const later = <A>(ms: number, make: () => A): Observable<A> => timer(ms, scheduler).pipe(map(make))

  const record = (text: string): Letter => {
    clock = Math.max(clock + 1, scheduler.now())
    const item: Letter = { id: text, at: clock, text }
    said.push(item)
    const to = link
    timer(LATENCY, scheduler).subscribe(() => {
      if (to === link && !dead.has(to) && !deaf.has(to)) to?.next({ _tag: 'Heard', item })
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

  const pageOf = ({ cursor, after, first }: Ask): PageInput<Letter> => {
    if (first) return { _tag: 'Paged', page: { items: [] } }
    if (kind.newestFirst) {
      const number = Number(cursor ?? 0)
      const from = said.length - (number + 1) * PAGE
      return { _tag: 'Paged', page: { items: said.slice(Math.max(0, from), from + PAGE), next: from > 0 ? `${number + 1}` : undefined } }
    }
    const known = after[Math.min(3, after.length - 1)]
    const from = cursor === undefined ? said.findIndex(({ id }) => id === known) + 1 : Number(cursor)
    return { _tag: 'Paged', page: { items: said.slice(from, from + PAGE), next: from + PAGE < said.length ? `${from + PAGE}` : undefined } }
  }
  const page = (ask: Ask): Observable<PageInput<Letter>> =>
    defer(() => {
      requests += 1
      const failed = (): PageInput<Letter> => ({ _tag: 'PageFailed', why: failure('http', 'no', { status: 500 }), wait: 0, lasting: false })
      if (during('historySilent', 'silence') || (kind.historyNeedsLink && (dead.has(link) || deaf.has(link)))) return later(10_000, failed)
      return later(LATENCY, () => (during('historyFails', 'offline') ? failed() : pageOf(ask)))
    })

  const taken = (item: Letter): Reply => ({ how: 'settled', answer: { _tag: 'Right', right: { response: success() } }, itemId: item.id })
  const unknown: Reply = { how: 'unknown', answer: { _tag: 'Left', left: failure('timeout', 'no answer') } }
  const send = ({ said: text }: { readonly said: string }): Observable<Reply> =>
    defer(() => {
      requests += 1
      const mine = link
      if (during('offline', 'silence')) return later(kind.saysOverLink ? 10_000 : 12_000, () => unknown)
      return new Observable<Reply>((subscriber) => {
        const way = timer(LATENCY, scheduler).subscribe(() => {
          // On a socket it is lost with it; a request has a way of its own.
          if (kind.saysOverLink && (mine !== link || dead.has(mine))) return
          if (during('sendFails')) {
            subscriber.next({ how: 'settled', answer: { _tag: 'Left', left: failure('http', 'no', { status: 503 }) } })
            return subscriber.complete()
          }
          const item = record(text)
          const isSilent = during('sendSilent')
          subscriber.add(
            timer(isSilent ? 10_000 : LATENCY, scheduler).subscribe(() => {
              if (kind.saysOverLink && (mine !== link || dead.has(mine) || deaf.has(mine))) return
              subscriber.next(isSilent ? unknown : taken(item))
              subscriber.complete()
            })
          )
        })
        subscriber.add(way)
        // A socket's request that is lost is never answered; the link's end settles it.
        if (kind.saysOverLink) subscriber.add(timer(10_000, scheduler).subscribe(() => { subscriber.next(unknown); subscriber.complete() }))
      })
    })

  const wire: Wire<Letter, string> = {
    settings: { ...settings, saysOverLink: kind.saysOverLink, historyNeedsLink: kind.historyNeedsLink, newestFirst: kind.newestFirst },
    connect, page, send,
    probe: () => {
      const asked = link
      timer(2 * LATENCY, scheduler).subscribe(() => {
        if (asked === link && !dead.has(asked) && !deaf.has(asked)) asked?.next({ _tag: 'Heard' })
      })
    },
    arrived: () => ({ _tag: 'Right', right: { response: success() } })
  }
  const chat = talk(wire, { scheduler, random: () => 0.5, online$ })
  const note = (one: Told<Letter>): void => {
    tags.push(one._tag)
    if (one._tag === 'Entered') told.push(...one.items.map(({ text }) => text))
    if (one._tag === 'Pass') told.push(one.item.text)
  }
  const life = chat.told$.subscribe(note)

  let count = 0
  for (const incident of incidents) {
    timer(incident.at, scheduler).subscribe(() => {
      if (incident.what === 'drop') cut()
      if (incident.what === 'silence') dead.add(link)
      if (incident.what === 'deaf') deaf.add(link)
      if (incident.what === 'agentSays') record(`a${(count += 1)}`)
      if (incident.what === 'offline') {
        cut()
        online$.next(false)
        timer(incident.for, scheduler).subscribe(() => online$.next(true))
      }
      if (incident.what === 'customerSays') {
        const text = `c${(count += 1)}`
        const heard: string[] = []
        answers.set(text, heard)
        chat.say(text).subscribe((answer) => {
          if (answer._tag !== 'Progress') heard.push(answer._tag)
        })
      }
    })
  }
  const end = Math.max(0, ...incidents.map((one) => one.at + ('for' in one ? one.for : 0))) + calm
  timer(end, scheduler).subscribe(() => life.unsubscribe())
  scheduler.flush()
  const arrivals = new Map([...answers.keys()].map((text) => [text, said.filter((one) => one.text === text).length]))
  return { said: said.map(({ text }) => text), told, tags, answers, arrivals, requests }
}
