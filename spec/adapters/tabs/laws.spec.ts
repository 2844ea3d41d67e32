/** What holds of the tabs of a site, whatever happens to them. */
import * as fc from 'fast-check'
import { simulate } from './simulation'
import type { Incident, Outcome, Seen } from './simulation'

/** Things happen together now and then: what is said when a tab goes is what gets lost. In ms. */
const moments = fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 80 })).map(([about, later]) => 200 + about * 2_000 + later)
const tab = fc.integer({ min: 0, max: 4 })

const talk: fc.Arbitrary<Incident> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('agentSays' as const), at: moments }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('agentMoves' as const), at: moments }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('says' as const), tab, at: moments }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('open' as const), at: moments }) }
)
const going: fc.Arbitrary<Incident> = fc.record({ what: fc.constantFrom('crash' as const, 'leave' as const), tab, at: moments })
const freezing: fc.Arbitrary<Incident> = fc.record({ what: fc.constantFrom('freeze' as const, 'kept' as const), tab, at: moments, for: fc.integer({ min: 100, max: 20_000 }) })
const ending: fc.Arbitrary<Incident> = fc.oneof(
  fc.record({ what: fc.constantFrom('starts' as const, 'ends' as const), tab, at: moments }),
  fc.record({ what: fc.constantFrom('agentEnds' as const), at: moments })
)
const outage: fc.Arbitrary<Incident> = fc.record({ what: fc.constantFrom('outage' as const), at: moments, for: fc.integer({ min: 100, max: 10_000 }) })

/** Every tab that is there in the end has all of it, in order, each once; and there is one connection. */
const agree = ({ said, agents, isOver, tabs, connections }: Outcome): void => {
  /** Opened when nothing could be reached: the next page finds the chat. */
  const isLeftOut = ({ events }: Seen): boolean => events.filter((name) => ['started', 'restored', 'restoreFailed'].includes(name)).at(-1) === 'restoreFailed'
  const inside = tabs.filter((tab) => !isLeftOut(tab))
  for (const { isActive, texts, agents: there } of inside) {
    expect([isActive, texts, there]).toEqual(isOver ? [false, texts, []] : [true, said, agents])
  }
  expect(connections).toBe(isOver || inside.length === 0 ? 0 : 1)
}

/** Each call has one answer; what was taken is there once, and nothing twice. */
const answered = ({ answers, arrived }: Outcome): void => {
  expect(new Set(arrived).size).toBe(arrived.length)
  for (const [text, heard] of answers) {
    expect([text, heard.length]).toEqual([text, 1])
    if (heard[0] === 'Right') expect(arrived).toContain(text)
  }
}

/** What begins has an end, and the end is told once. */
const orderly = ({ tabs }: Outcome): void => {
  for (const { events } of tabs) {
    const turns = events.filter((name) => name === 'disconnected' || name === 'reconnected' || name === 'ended')
    turns.forEach((name, i) => {
      if (name === 'reconnected') expect(turns[i - 1]).toBe('disconnected')
    })
    const lives = events.filter((name) => name === 'started' || name === 'restored' || name === 'ended')
    expect(lives).toEqual(lives.map((name, i) => (i % 2 === 1 ? 'ended' : name === 'ended' ? 'a beginning' : name)))
  }
}

const holds = (incident: fc.Arbitrary<Incident>, numRuns: number): void =>
  fc.assert(
    fc.property(fc.array(incident, { minLength: 1, maxLength: 40 }), (incidents) => {
      const outcome = simulate(incidents)
      agree(outcome)
      answered(outcome)
      orderly(outcome)
    }),
    // RUNS_TIMES=30 tries thirty times as many.
    { numRuns: numRuns * Number(process.env['RUNS_TIMES'] ?? 1) }
  )

it('tabs come and go: nothing is lost, doubled or swapped, and each call is answered once', () => holds(fc.oneof({ weight: 4, arbitrary: talk }, { weight: 1, arbitrary: going }), 100))

it('the same while tabs are frozen and kept', () => holds(fc.oneof({ weight: 4, arbitrary: talk }, { weight: 1, arbitrary: going }, { weight: 1, arbitrary: freezing }), 100))

it('the same while chats begin and end', () => holds(fc.oneof({ weight: 4, arbitrary: talk }, { weight: 1, arbitrary: going }, { weight: 1, arbitrary: ending }), 100))

it('the same while the server cannot be reached now and then', () => holds(fc.oneof({ weight: 4, arbitrary: talk }, { weight: 1, arbitrary: going }, { weight: 1, arbitrary: outage }), 100))
