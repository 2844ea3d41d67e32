/** The service's clock ahead of the customer's, or behind: everything told is on one clock, the service's. */
import * as fc from 'fast-check'
import { VirtualTimeScheduler } from 'rxjs'
import { createService } from '../lib'
import type { Frame, Stats } from '../lib'
import { agreeable, joins, leaves, memoryTransport, party, says } from '../testing'

const HOUR = 3_600_000

interface Given {
  /** By how much the service's clock is ahead, in ms. */
  readonly ahead: number
  /** Whether it is known before anything has come that carries a time. */
  readonly isKnown: boolean
  readonly begin: 'startChat' | 'restore'
  /** Ms between one thing and the next. */
  readonly pauses: readonly [number, number, number, number]
}

/** Begins at 10 h of the local clock; Ann comes, says something, and goes or stays; the customer ends it. */
const statsOf = ({ ahead, isKnown: knownAtOnce, begin, pauses }: Given, leaving: boolean): { readonly stats: Stats; readonly began: number } => {
  const scheduler = new VirtualTimeScheduler()
  scheduler.frame = 10 * HOUR
  let isKnown = knownAtOnce
  const server = (): number => scheduler.now() + ahead
  const memory = memoryTransport(() => agreeable({ type: 'wake' })) // that is: each call succeeds
  const service = createService({ transport: { ...memory, serverNow: () => (isKnown ? server() : undefined) }, scheduler })
  const hear = (frame: Frame): void => {
    isKnown = true
    memory.deliver(frame)
  }
  const stats: Stats[] = []
  const began = server()
  service.command(begin).subscribe()
  if (begin === 'restore') {
    memory.deliver({ _tag: 'Entries', era: 'restored', entries: [{ message: { id: 'r', type: 'Message', text: 'r', from: party(), timestamp: began - 500 }, original: {} }] })
  }
  const steps = [
    () => hear(joins(party(), { timestamp: server() })),
    () => hear(says('hi', party(), { timestamp: server() })),
    () => {
      if (leaving) hear(leaves(party(), { timestamp: server() }))
    },
    () => service.command('endChat').subscribe()
  ]
  for (const [i, step] of steps.entries()) {
    scheduler.frame += pauses[i] ?? 0
    step()
  }
  service.command('getStats').subscribe((answer) => {
    if (answer._tag === 'Right') stats.push(answer.right)
  })
  const [only] = stats
  if (!only) throw new Error('no stats')
  return { stats: only, began }
}

const pause = fc.integer({ min: 0, max: 60_000 })
const given = fc.record({
  ahead: fc.oneof(fc.constantFrom(HOUR, -HOUR), fc.integer({ min: -5 * HOUR, max: 5 * HOUR })),
  isKnown: fc.boolean(),
  begin: fc.constantFrom('startChat' as const, 'restore' as const),
  pauses: fc.tuple(pause, pause, pause, pause)
})

it('start, end and agents are on the service\'s clock, whenever it comes to be known', () => {
  fc.assert(
    fc.property(given, fc.boolean(), (it, leaving) => {
      const { stats, began } = statsOf(it, leaving)
      const [first, second, third, fourth] = it.pauses
      const startTime = it.begin === 'restore' ? began - 500 : began
      const endTime = began + first + second + third + fourth
      expect(stats).toEqual({
        startTime, endTime, duration: endTime - startTime,
        agents: { a1: { name: 'Ann', connected: false, supervisor: false, connectedTime: began + first, disconnectedTime: leaving ? endTime - fourth : endTime } }
      })
    })
  )
})
