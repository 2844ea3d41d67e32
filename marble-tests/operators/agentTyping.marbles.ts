import { NEVER, startWith, Subject, VirtualTimeScheduler } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { agentTyping } from '../../lib'
import type { Delivery, Frame, Message, Party } from '../../lib'
import { ended, joins, leaves, lost, party, regained, said, says, pauses, typing } from '../../testing'
import { marbles } from '../marbles'
import { numbered } from '../numbered'
import { passesTheRest } from '../cases'
import { unhandled } from '../../lib/operators/stage'

const always = NEVER.pipe(startWith(true))

const bob = party('Bob')
const frames = {
  t: numbered(typing()), q: numbered(pauses()), u: numbered(typing(bob)), v: numbered(pauses(bob)),
  c: numbered(typing(party('Cleo', 'Client'))), b: numbered(typing(party('Robot', 'Bot'))), s: numbered(typing(party('Sue', 'Supervisor'))),
  m: numbered(says('m')), n: numbered(says('n', bob)), j: numbered(joins()), l: numbered(leaves()),
  r: numbered({ ...says('r'), era: 'restored' } as Frame), // an earlier message, brought back
  h: numbered({ _tag: 'Entries', era: 'live', entries: [], unseen: [said('secret')] }),
  x: numbered(lost), y: numbered(regained), e: numbered(ended)
}
const news = (name: string, from: Party = party()) => ({
  _tag: 'TypingNews',
  name,
  data: { by: from.name, from: { id: from.id, name: from.name } }
})
const values = {
  ...frames,
  T: news('agentTypingStarted'), P: news('agentTypingStopped'), O: news('agentTypingTimeout'),
  U: news('agentTypingStarted', bob), V: news('agentTypingStopped', bob), W: news('agentTypingTimeout', bob),
  S: news('agentTypingStarted', party('Sue', 'Supervisor')), Z: news('agentTypingTimeout', party('Sue', 'Supervisor'))
}

describe('agentTyping', () => {
  passesTheRest(() => agentTyping(always, 3), { a: frames.m })

  it('starts once, and times out when nothing ended it', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-t-t--------t-q------', frames)
    const quiet = time('                  ----|                ')
    const expected = '                   -T-----O----T-P------'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it('a message of that agent stops it before it is told, and only of that agent', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-t-n-m------', frames)
    const quiet = time('                  ---------|   ')
    const expected = '                   -T-n-(Pm)---'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it('a message behind a prefilter stops it too; one that was brought back does not', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-t-r-h------', frames)
    const quiet = time('                  ---------|   ')
    const expected = '                   -T-r-(Ph)---'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it('two agents, each with a window of its own', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-t-u-t----v---', frames)
    const quiet = time('                  ----|         ')
    const expected = '                   -T-U---W-O----'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it.each([['the connection is lost', 'x'], ['the chat ends', 'e']])('stops everybody when %s', (_, letter) =>
    marbles(({ hot, time, expectObservable }) => {
      const frame$ = hot<Frame<Message>>('-t-u-z-------------', { ...frames, z: numbered(letter === 'x' ? lost : ended) })
      const quiet = time('                  -------------|      ')
      const expected = '                   -T-U-(PVz)----------'

      expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, { ...values, z: numbered(letter === 'x' ? lost : ended) })
    })()
  )

  it('an agent who leaves stops', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-j-t-l------', frames)
    const quiet = time('                  ---------|   ')
    const expected = '                   -j-T-(Pl)---'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it('no stop without a start', marbles(({ hot, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-q-m-l-q-x-|', frames)
    const expected = '                   ---m-l---x-|'

    expectObservable(frame$.pipe(agentTyping(always, 3))).toBe(expected, values)
  }))

  it('supervisors count, clients and bots do not', marbles(({ hot, time, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-c-b-s----', frames)
    const quiet = time('                  --|       ')
    const expected = '                   -----S-Z--'

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, values)
  }))

  it('a source that ends stops everybody first', marbles(({ hot, expectObservable }) => {
    const frame$ = hot<Frame<Message>>('-t-u-|   ', frames)
    const expected = '                   -T-U-(PV|)'

    expectObservable(frame$.pipe(agentTyping(always, 9))).toBe(expected, values)
  }))

  it('stops everybody when the session is over, and hears of nobody until there is one again', marbles(({ hot, time, expectObservable }) => {
    const active$ = hot<boolean>('      a-----n------a------', { a: true, n: false })
    const frame$ = hot<Frame<Message>>('-t-u----t--m---t----', frames)
    const quiet = time('                  ---------|          ')
    const expected = '                   -T-U--(PV)-m---T--------O'

    expectObservable(frame$.pipe(agentTyping(active$, quiet))).toBe(expected, values)
  }))

  describe('frames that overtook each other', () => {
    const at = (frame: Frame, time: number): Frame<Message> => numbered({ ...frame, at: time } as Frame) // a typing frame
    const late = { L: at(typing(), 4), S: at(typing(), 5), N: at(typing(), 6), Q: at(pauses(), 4), B: at(typing(bob), 4) }
    const wrote = { m: numbered(says('m', party(), { timestamp: 5 })), r: numbered({ ...says('r', party(), { timestamp: 5 }), era: 'restored' } as Frame) }
    const sent = { ...late, ...wrote }
    const known = { ...values, ...sent }

    it('a sign older than that person\'s latest message is no news; as old or newer it is', marbles(({ hot, time, expectObservable }) => {
      const frame$ = hot<Frame<Message>>('-m-L-B-S------N-----', sent)
      const quiet = time('                  -----|              ')
      const expected = '                   -m---U-T--W-O-T----O'

      expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, known)
    }))

    it('nor is one older than a message that a reload brought back', marbles(({ hot, expectObservable }) => {
      const frame$ = hot<Frame<Message>>('-r-L-N--', sent)
      const expected = '                   -r---T--'

      expectObservable(frame$.pipe(agentTyping(always, 99)), '^-------!').toBe(expected, known)
    }))

    it('a stop older than the start does not end it; a start older than the stop begins nothing', marbles(({ hot, time, expectObservable }) => {
      const frame$ = hot<Frame<Message>>('-S-Q-------', sent)
      const quiet = time('                  ----|      ')
      const expected = '                   -T---O-----'
      expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, known)

      const swapped$ = hot<Frame<Message>>('-p-L-', { ...late, p: at(pauses(), 5) })
      expectObservable(swapped$.pipe(agentTyping(always, quiet))).toBe('-----')
    }))

    it.each([['says no time', undefined], ['says a time that is none', NaN]])('a sign that %s counts as new', (_, none) =>
      marbles(({ hot, expectObservable }) => {
        const frame$ = hot<Frame<Message>>('-m-t-', { ...wrote, t: { ...frames.t, at: none } as Frame<Message> })
        const expected = '                   -m-T-'

        expectObservable(frame$.pipe(agentTyping(always, 99)), '^----!').toBe(expected, known)
      })()
    )
  })

  it('a frame that cannot be handled is reported, the others are heard; each start has its stop', marbles(({ hot, time, expectObservable }) => {
    const trap = (): never => { throw new Error('a trap') }
    const hostile: Frame<Message> = { _tag: 'Typing', get from(): never { return trap() }, typing: true, original: {} }
    const unreadable: Frame<Message> = { _tag: 'Typing', from: party(), typing: true, original: { get by(): never { return trap() } } }
    const frame$ = hot<Frame<Message>>('-h-u-----m-', { h: hostile, u: unreadable, m: frames.m })
    const quiet = time('                  ---------|')
    const expected = '                   -x-T-----(Pm)'
    const bare = (name: string) => ({ _tag: 'TypingNews', name, data: { from: { id: 'a1', name: 'Ann' } } })

    expectObservable(frame$.pipe(agentTyping(always, quiet))).toBe(expected, {
      x: unhandled('agentTyping', hostile), T: bare('agentTypingStarted'), P: bare('agentTypingStopped'), m: frames.m
    })
  }))

  it('one timer serves all, however many frames come', () => {
    const scheduler = new VirtualTimeScheduler()
    const frame$ = new Subject<Frame<Message>>()
    frame$.pipe(agentTyping(always, 3, scheduler)).subscribe()
    for (let i = 0; i < 1_000; i += 1) frame$.next(i % 2 ? frames.t : frames.u)
    expect(scheduler.actions).toHaveLength(1)
  })

  it('leaves no timer behind', () => {
    const scheduler = new TestScheduler(() => undefined)
    const told: Delivery[] = []
    const frame$ = new Subject<Frame<Message>>()
    const subscription = frame$.pipe(agentTyping(always, 3, scheduler)).subscribe((it) => told.push(it))
    frame$.next(frames.t)
    subscription.unsubscribe()
    scheduler.flush()
    expect(told).toEqual([values.T])
    expect(scheduler.actions).toEqual([])
  })

  it('stops once when the start makes the agent stop', () => {
    const scheduler = new TestScheduler(() => undefined)
    const told: string[] = []
    const frame$ = new Subject<Frame<Message>>()
    frame$.pipe(agentTyping(always, 3, scheduler)).subscribe((it) => {
      told.push(it._tag === 'TypingNews' ? it.name : it._tag)
      if (it._tag === 'TypingNews' && it.name === 'agentTypingStarted') frame$.next(frames.q)
    })
    frame$.next(frames.t)
    scheduler.flush()
    expect(told).toEqual(['agentTypingStarted', 'agentTypingStopped'])
  })

  it('gives each event data of its own', () => {
    const told: Delivery[] = []
    const frame$ = new Subject<Frame<Message>>()
    frame$.pipe(agentTyping(always, 3)).subscribe((it) => {
      told.push(it)
      if (it._tag === 'TypingNews') Object.assign(it.data.deep as object, { changed: true })
    })
    const original = { deep: { kind: 'typing' } }
    frame$.next({ ...frames.t, original } as Frame<Message>)
    frame$.next({ ...frames.q, original } as Frame<Message>)
    expect(original).toEqual({ deep: { kind: 'typing' } })
    expect(told.map((it) => it._tag === 'TypingNews' && it.data.deep)).toEqual([
      { kind: 'typing', changed: true },
      { kind: 'typing', changed: true }
    ])
  })
})
