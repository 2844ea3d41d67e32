import { NEVER, startWith, Subject } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { agentTyping } from '../../lib'
import type { Delivery, Frame, Message, Party } from '../../lib'
import { ended, joins, leaves, lost, party, regained, said, says, typing } from '../../testing'
import { marbles } from '../marbles'
import { numbered } from '../numbered'
import { passesTheRest } from '../cases'

const always = NEVER.pipe(startWith(true))

const bob = party('Bob')
const frames = {
  t: numbered(typing()), q: numbered(typing(party(), false)), u: numbered(typing(bob)), v: numbered(typing(bob, false)),
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
