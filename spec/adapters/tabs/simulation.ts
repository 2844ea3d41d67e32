/**
 * A site with several tabs, its server and its browser, in virtual time: for properties that hold whatever happens. Tabs
 * come and go, are frozen, say things; the server keeps everything, and counts connections.
 */
import { Observable, Subject, Subscription, VirtualTimeScheduler } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import { memoryStore } from '../../../adapters/memoryStore'
import { sharedAmongTabs } from '../../../adapters/tabs/sharedAmongTabs'
import type { Tabs } from '../../../adapters/tabs/Tabs'
import type { BackEnd, Environment, Store } from '../../../adapters/transports/Environment'
import { createService } from '../../../lib'
import type { Answer, Entry, Frame, Inbound, Member, Party, Service, Transport } from '../../../lib'
import { NO_SESSION, noCapabilities } from '../../../lib'
import { failure, success } from '../../../lib/Response'

/** What happens on the site, and when. `tab`: the number of one of those that are open. Times in ms. */
export type Incident =
  | { readonly what: 'open' | 'agentSays' | 'agentMoves' | 'agentEnds'; readonly at: number }
  /** `crash`: without a word. `leave`: the page goes, and says so. */
  | { readonly what: 'crash' | 'leave' | 'says' | 'starts' | 'ends'; readonly tab: number; readonly at: number }
  /** Nothing runs in it for so long; what comes meanwhile comes afterwards. `kept`: by the browser, when somebody has gone to another page and comes back. */
  | { readonly what: 'freeze' | 'kept'; readonly tab: number; readonly at: number; readonly for: number }
  /** No connection can be had, and none stands. */
  | { readonly what: 'outage'; readonly at: number; readonly for: number }

/** What a tab has in the end. */
export interface Seen {
  readonly isActive: boolean
  /** Of its transcript, without those who came and went. */
  readonly texts: ReadonlyArray<string>
  /** Names of the agents who are there. */
  readonly agents: ReadonlyArray<string>
  readonly events: ReadonlyArray<string>
}

export interface Outcome {
  /** What the latest session has, in the server's order. */
  readonly said: ReadonlyArray<string>
  readonly agents: ReadonlyArray<string>
  /** Everything that was ever said by the customer, in any session. */
  readonly arrived: ReadonlyArray<string>
  readonly isOver: boolean
  readonly connections: number
  /** The most at one time, but for those that a frozen tab had. */
  readonly tabs: ReadonlyArray<Seen>
  /** What was said, by which tab that was there until the end, and how it was answered. */
  readonly answers: ReadonlyMap<string, ReadonlyArray<string>>
}

const LATENCY = 20
const CALM = 60_000

interface Session {
  readonly id: string
  readonly log: Entry[]
  readonly members: Map<string, Member>
  readonly streams: Set<(inbound: Inbound) => void>
  isOver: boolean
}

const customer: Party = { id: 'c', name: 'Ada', type: 'Client' }

const right = (frame: Frame): Inbound => ({ _tag: 'Right', right: frame })

/** Of a page: things happen there, unless it is frozen or gone. */
interface Life {
  readonly run: (happens: () => void) => void
  readonly freeze: () => void
  readonly thaw: () => void
  readonly die: () => void
  readonly isDead: () => boolean
  readonly isFrozen: () => boolean
}

const createLife = (): Life => {
  let state: 'awake' | 'frozen' | 'dead' = 'awake'
  let waiting: Array<() => void> = []
  return {
    run: (happens) => {
      if (state === 'awake') happens()
      else if (state === 'frozen') waiting.push(happens)
    },
    freeze: () => {
      if (state === 'awake') state = 'frozen'
    },
    thaw: () => {
      if (state !== 'frozen') return
      state = 'awake'
      while (state === 'awake' && waiting.length > 0) waiting.shift()?.()
    },
    die: () => {
      state = 'dead'
      waiting = []
    },
    isDead: () => state === 'dead',
    isFrozen: () => state === 'frozen'
  }
}

/** The locks and channels of one browser. */
const createBrowser = (scheduler: SchedulerLike) => {
  interface Claim {
    readonly grant: () => void
    readonly lose: () => void
  }
  let holder: Claim | undefined
  let line: Claim[] = []
  const listeners = new Map<object, (letter: unknown) => void>()
  const present$s: Array<Subject<boolean>> = []

  const next = (): void => {
    holder = line.shift()
    holder?.grant()
  }

  const tabsOf = (life: Life, present$: Subject<boolean>): Tabs => {
    present$s.push(present$)
    return {
      present$,
      lock: ({ steal }) =>
        new Observable((subscriber) => {
          const claim: Claim = {
            grant: () => void scheduler.schedule(() => life.run(() => subscriber.next(undefined)), 1),
            lose: () => void scheduler.schedule(() => life.run(() => subscriber.complete()), 1)
          }
          if (steal) {
            holder?.lose()
            holder = claim
            claim.grant()
          } else if (holder === undefined) {
            holder = claim
            claim.grant()
          } else line.push(claim)
          return () => {
            line = line.filter((each) => each !== claim)
            if (holder === claim) next()
          }
        }),
      channel: () => {
        const self = {}
        const heard$ = new Subject<unknown>()
        listeners.set(self, (letter) => life.run(() => heard$.next(letter)))
        return {
          heard$,
          post: (letter) => {
            if (life.isDead()) return
            for (const [other, hear] of listeners) if (other !== self) scheduler.schedule(() => hear(structuredClone(letter)), 1)
          },
          close: () => void listeners.delete(self)
        }
      }
    }
  }
  return { tabsOf }
}

/** The server, and its back end as a page has it. */
const createServer = (scheduler: SchedulerLike) => {
  const sessions = new Map<string, Session>()
  const arrived: string[] = []
  let count = 0
  let isDown = false

  const tell = (session: Session, frame: Frame): void => session.streams.forEach((stream) => stream(right(frame)))

  const add = (session: Session, from: Party, text: string): Entry => {
    count += 1
    const entry: Entry = { message: { id: `m${count}`, type: 'Message', text, from, timestamp: scheduler.now() }, original: { id: `m${count}` } }
    session.log.push(entry)
    if (from.type === 'Client') arrived.push(text)
    tell(session, { _tag: 'Entries', era: 'live', entries: [entry] })
    return entry
  }

  /** Live, news of a state; in the history, a message of another id: as guest chat has it. */
  const move = (session: Session, from: Party, type: 'ParticipantJoined' | 'ParticipantLeft'): void => {
    count += 1
    const at = scheduler.now()
    const line = (id: string): Entry => ({ message: { id, type, text: '', from, timestamp: at }, original: { id } })
    session.log.push(line(`h${count}`))
    const key = from.id ?? ''
    const known = session.members.get(key)
    session.members.set(key, type === 'ParticipantJoined' || known === undefined ? { from, joinedAt: at } : { ...known, leftAt: at })
    tell(session, { _tag: 'Entries', era: 'live', entries: [line(`l${count}`)] })
  }

  const finish = (session: Session): void => {
    if (session.isOver) return
    session.isOver = true
    tell(session, { _tag: 'Ended' })
  }

  const backEnd = (life: Life): BackEnd => ({
    type: 'shop',
    open: (_, { store }) => {
      const frames$ = new Subject<Inbound>()
      const open = new Subscription()
      let session: Session | undefined
      let stream: ((inbound: Inbound) => void) | undefined
      const later = (happens: () => void): void => void open.add(scheduler.schedule(() => life.run(() => (open.closed ? undefined : happens())), LATENCY))
      const say = (answer: Answer) => answer

      /** From here on the stream tells; the answer and what was said before are on their way first. */
      const connect = (to: Session): void => {
        disconnect()
        session = to
        const mine = (inbound: Inbound): void =>
          later(() => {
            const isEnd = inbound._tag === 'Right' && inbound.right._tag === 'Ended'
            if (stream !== mine) return
            if (isEnd) {
              if (store.get('chat') === to.id) store.remove('chat')
              disconnect()
            }
            frames$.next(inbound)
          })
        stream = mine
        to.streams.add(mine)
      }
      const disconnect = (): void => {
        if (stream !== undefined) session?.streams.delete(stream)
        stream = undefined
      }
      open.add(disconnect)

      const transport: Transport = {
        type: 'shop',
        capabilities: noCapabilities,
        frames$,
        call: (call) =>
          new Observable((subscriber) => {
            const answer = (it: Answer): void => {
              subscriber.next(say(it))
              subscriber.complete()
            }
            const unreachable = (): void => answer({ _tag: 'Left', left: failure('network', 'Nothing came back.') })
            const stored = store.get('chat')
            if (call.type === 'restore' && stored === undefined) return answer({ _tag: 'Left', left: failure(NO_SESSION, '') })
            if (call.type === 'restore' || call.type === 'start') {
              const asking = scheduler.schedule(() => {
                if (isDown) return later(unreachable)
                if (call.type === 'start') {
                  count += 1
                  const begun: Session = { id: `s${count}`, log: [], members: new Map(), streams: new Set(), isOver: false }
                  sessions.set(begun.id, begun)
                  later(() => {
                    if (subscriber.closed) return
                    store.set('chat', begun.id)
                    answer({ _tag: 'Right', right: { response: success(), session: { shown: { id: begun.id } } } })
                  })
                  connect(begun)
                  move(begun, customer, 'ParticipantJoined')
                  return
                }
                const found = sessions.get(stored ?? '')
                if (found === undefined || found.isOver)
                  return later(() => {
                    if (store.get('chat') === stored) store.remove('chat')
                    answer({ _tag: 'Left', left: failure('ended', 'It is over.') })
                  })
                const entries = found.log.slice(-100)
                const members = [...found.members.values()]
                later(() => {
                  if (subscriber.closed) return disconnect()
                  answer({ _tag: 'Right', right: { response: success(), session: { shown: { id: found.id } } } })
                  frames$.next(right({ _tag: 'Roster', members }))
                  frames$.next(right({ _tag: 'Entries', era: 'restored', entries }))
                })
                connect(found)
              }, LATENCY)
              return () => asking.unsubscribe()
            }
            const asked = session
            if (asked === undefined || stream === undefined) return answer({ _tag: 'Left', left: failure(NO_SESSION, '') })
            if (call.type === 'end') {
              disconnect()
              if (store.get('chat') === asked.id) store.remove('chat')
            }
            // What has left arrives, whatever becomes of the tab.
            scheduler.schedule(() => {
              if (isDown) return later(unreachable)
              if (call.type === 'end') finish(asked)
              if (call.type === 'sendMessage' && !asked.isOver) {
                const { message } = add(asked, customer, call.text)
                later(() => answer({ _tag: 'Right', right: { response: success({ id: message.id }) } }))
              } else if (call.type === 'sendMessage') later(() => answer({ _tag: 'Left', left: failure('ended', '') }))
              else later(() => answer({ _tag: 'Right', right: { response: success() } }))
            }, LATENCY)
            return undefined
          }),
        dispose: () => open.unsubscribe()
      }
      return { _tag: 'Right', right: transport }
    }
  })

  return {
    backEnd,
    add,
    move,
    finish,
    arrived,
    latest: (): Session | undefined => [...sessions.values()].at(-1),
    connections: (): number => [...sessions.values()].reduce((sum, { streams }) => sum + streams.size, 0),
    down: (isNow: boolean): void => {
      isDown = isNow
    }
  }
}

interface Open {
  readonly life: Life
  readonly service: Service
  readonly present$: Subject<boolean>
  readonly events: string[]
}

const schedulerOf = (base: VirtualTimeScheduler, life: Life): SchedulerLike => ({
  now: () => base.now(),
  schedule: (work, delay, state) =>
    base.schedule(function (given) {
      life.run(() => Reflect.apply(work, this, [given]))
    }, delay, state)
})

export const simulate = (incidents: ReadonlyArray<Incident>): Outcome => {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity)
  const browser = createBrowser(scheduler)
  const server = createServer(scheduler)
  const store: Store = memoryStore()
  const answers = new Map<string, string[]>()
  const ofTab = new Map<string, Open>()
  let tabs: Open[] = []
  let count = 0
  let words = 0

  const open = (): void => {
    const life = createLife()
    const present$ = new Subject<boolean>()
    const environment: Environment = {
      fetch: () => Promise.reject(new Error('No fetch here.')),
      upload: () => Promise.reject(new Error('No upload here.')),
      WebSocket: class { send() { return undefined } close() { return undefined } addEventListener() { return undefined } },
      store,
      uuid: () => `u${(count += 1)}`,
      random: () => 0.5,
      scheduler: schedulerOf(scheduler, life),
      tabs: browser.tabsOf(life, present$)
    }
    const opened = sharedAmongTabs(server.backEnd(life)).open({ transport: {} }, environment)
    if (opened._tag === 'Left') throw new Error(opened.left.join())
    const service = createService({ transport: opened.right, scheduler: environment.scheduler })
    const events: string[] = []
    service.event$.subscribe(({ _tag }) => events.push(_tag))
    tabs.push({ life, service, present$, events })
    service.command('restore').subscribe()
  }

  const at = (index: number): Open | undefined => (tabs.length === 0 ? undefined : tabs[index % tabs.length])

  const gone = (tab: Open): void => {
    tab.life.die()
    tabs = tabs.filter((each) => each !== tab)
    tab.service.dispose()
  }

  const happen = (incident: Incident): void => {
    const session = server.latest()
    switch (incident.what) {
      case 'open':
        if (tabs.length < 5) open()
        return
      case 'agentSays':
        words += 1
        if (session !== undefined && !session.isOver) server.add(session, { id: 'a1', name: 'Alex', type: 'Agent' }, `a${words}`)
        return
      case 'agentMoves': {
        if (session === undefined || session.isOver) return
        const known = session.members.get('a1')
        const isHere = known !== undefined && known.leftAt === undefined
        return server.move(session, { id: 'a1', name: 'Alex', type: 'Agent' }, isHere ? 'ParticipantLeft' : 'ParticipantJoined')
      }
      case 'agentEnds':
        if (session !== undefined) server.finish(session)
        return
      case 'outage':
        server.down(true)
        scheduler.schedule(() => server.down(false), incident.for)
        return
      case 'crash':
      case 'leave': {
        const tab = at(incident.tab)
        if (tab === undefined) return
        if (incident.what === 'leave' && !tab.life.isFrozen()) tab.present$.next(false)
        return gone(tab)
      }
      case 'freeze':
      case 'kept': {
        const tab = at(incident.tab)
        if (tab === undefined || tab.life.isFrozen()) return
        if (incident.what === 'kept') tab.present$.next(false)
        tab.life.freeze()
        scheduler.schedule(() => {
          tab.life.thaw()
          if (incident.what === 'kept' && !tab.life.isDead()) tab.present$.next(true)
        }, incident.for)
        return
      }
      case 'starts':
        at(incident.tab)?.life.run(() => at(incident.tab)?.service.command('startChat').subscribe())
        return
      case 'ends':
        at(incident.tab)?.life.run(() => at(incident.tab)?.service.command('endChat').subscribe())
        return
      case 'says': {
        const tab = at(incident.tab)
        if (tab === undefined || tab.life.isFrozen()) return
        words += 1
        const text = `c${words}`
        const heard: string[] = []
        answers.set(text, heard)
        ofTab.set(text, tab)
        tab.service.command('sendMessage', { message: text }).subscribe(({ _tag }) => heard.push(_tag))
        return
      }
    }
  }

  scheduler.schedule(() => {
    open()
    at(0)?.service.command('startChat').subscribe()
  }, 0)
  for (const incident of incidents) scheduler.schedule(() => happen(incident), incident.at)
  const last = Math.max(0, ...incidents.map((incident) => incident.at + ('for' in incident ? incident.for : 0)))
  scheduler.maxFrames = last + CALM
  scheduler.flush()

  const session = server.latest()
  const seen = tabs.map(({ service, events }): Seen => {
    let isActive = false
    let texts: ReadonlyArray<string> = []
    let agents: ReadonlyArray<string> = []
    service.sessionActive$.subscribe((active) => { isActive = active })
    service.command('getTranscript').subscribe((it) => {
      if (it._tag === 'Right') texts = it.right.messages.filter(({ type }) => type === 'Message').map(({ text }) => text)
    })
    service.command('getAgents').subscribe((it) => {
      if (it._tag === 'Right') agents = Object.values(it.right.agents).filter(({ connected }) => connected).map(({ name }) => name)
    })
    return { isActive, texts, agents, events }
  })
  const there = [...answers].filter(([text]) => tabs.some((tab) => tab === ofTab.get(text)))
  return {
    said: (session?.log ?? []).filter(({ message }) => message.type === 'Message').map(({ message }) => message.text),
    agents: [...(session?.members.values() ?? [])].filter(({ from, leftAt }) => from.type === 'Agent' && leftAt === undefined).map(({ from }) => from.name ?? ''),
    arrived: server.arrived,
    isOver: session?.isOver ?? true,
    connections: server.connections(),
    tabs: seen,
    answers: new Map(there)
  }
}
