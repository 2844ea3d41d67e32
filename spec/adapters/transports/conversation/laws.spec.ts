/** What holds of every conversation, whatever happens to it. */
import * as fc from 'fast-check'
import { transitions as backfillTable } from '../../../../adapters/transports/conversation/backfill'
import { transitions as linkTable } from '../../../../adapters/transports/conversation/link'
import { unbegun } from '../../../../adapters/transports/conversation/Conversation'
import type { Conversation, Input, Output } from '../../../../adapters/transports/conversation/Conversation'
import { isOver, step, wakeAt } from '../../../../adapters/transports/conversation/step'
import { failure, success } from '../../../../lib/Response'
import { kinds, simulate } from './simulation'
import type { Incident, Kind } from './simulation'
import { settings } from './world'
import type { Letter } from './world'

const moments = fc.integer({ min: 200, max: 60_000 })
const lengths = fc.integer({ min: 100, max: 30_000 })
const incident: fc.Arbitrary<Incident> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constantFrom('agentSays' as const, 'customerSays' as const), at: moments }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('drop' as const, 'deaf' as const), at: moments }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('silence' as const, 'refuse' as const, 'historyFails' as const, 'historySilent' as const, 'sendFails' as const, 'sendSilent' as const, 'offline' as const),
      at: fc.integer({ min: 200, max: 60_000 }),
      for: lengths
    })
  }
)
const stories = fc.array(incident, { minLength: 1, maxLength: 60 })

describe.each(kinds)('$name', (kind) => {
  it('nothing is lost, nothing is told twice, everything in order', () => {
    fc.assert(
      fc.property(stories, (incidents) => {
        const { said, told } = simulate(kind, incidents)
        expect(told).toEqual(said)
      }),
      { numRuns: 300 }
    )
  })

  it('what the customer says is answered once, and what is taken is there once', () => {
    fc.assert(
      fc.property(stories, (incidents) => {
        const { answers, arrivals } = simulate(kind, incidents)
        for (const [text, heard] of answers) {
          expect([text, heard.length]).toEqual([text, 1])
          if (heard[0] === 'Right') expect([text, arrivals.get(text)]).toEqual([text, 1])
          else expect(arrivals.get(text)).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 }
    )
  })

  it('lost and regained take turns, and it is regained in the end', () => {
    fc.assert(
      fc.property(stories, (incidents) => {
        const turns = simulate(kind, incidents).tags.filter((tag) => tag === 'Lost' || tag === 'Regained')
        expect(turns).toEqual(turns.map((_, i) => (i % 2 === 0 ? 'Lost' : 'Regained')))
        expect(turns.length % 2).toBe(0)
      }),
      { numRuns: 300 }
    )
  })

  it('a calm conversation asks for nothing', () => {
    const calm = simulate(kind, [{ what: 'agentSays', at: 1_000 }], 1_000)
    const long = simulate(kind, [{ what: 'agentSays', at: 1_000 }], 1_000_000)
    expect([calm.requests, long.requests]).toEqual([1, 1])
  })
})

const letters = fc.constantFrom(...'123456789')
const item = letters.map((text): Letter => ({ id: `m${text}`, at: Number(text), text }))
const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })
const ids = fc.constantFrom('1', '2', '3')
const reply = fc.constantFrom('settled' as const, 'unknown' as const, 'unsent' as const)
const failed = failure('timeout', 'no answer')
const anyInput: fc.Arbitrary<Input<Letter, string>> = fc.oneof(
  fc.constantFrom<Input<Letter, string>>({ _tag: 'Begun' }, { _tag: 'Opened' }, { _tag: 'Unready' }, { _tag: 'Closed' }, { _tag: 'Woke' }, { _tag: 'Suspected' }, { _tag: 'Due' }, { _tag: 'Online', online: true }, { _tag: 'Online', online: false }),
  maybe(item).map((one): Input<Letter, string> => ({ _tag: 'Heard', item: one })),
  fc.record({ items: fc.array(item, { maxLength: 5 }), next: maybe(fc.constantFrom('p', 'q')) }).map((page): Input<Letter, string> => ({ _tag: 'Paged', page })),
  fc.boolean().map((lasting): Input<Letter, string> => ({ _tag: 'PageFailed', why: failed, wait: 0, lasting })),
  fc.tuple(ids, letters).map(([id, said]): Input<Letter, string> => ({ _tag: 'Say', id, said })),
  ids.map((id): Input<Letter, string> => ({ _tag: 'Cancelled', id })),
  fc.tuple(ids, reply).map(([id, how]): Input<Letter, string> => ({ _tag: 'Answered', id, how, answer: { _tag: 'Right', right: { response: success() } } }))
)
const ending: fc.Arbitrary<Input<Letter, string>> = fc.boolean().map((atOnce) => ({ _tag: 'Ended', atOnce }))

interface Played {
  readonly conversation: Conversation<Letter, string>
  readonly outputs: ReadonlyArray<Output<Letter, string>>
}
const play = (kind: Kind, inputs: ReadonlyArray<readonly [Input<Letter, string>, number]>): Played => {
  let conversation: Conversation<Letter, string> = unbegun
  let now = 0
  const outputs: Output<Letter, string>[] = []
  for (const [input, pause] of [[{ _tag: 'Begun' }, 0] as const, ...inputs]) {
    now += pause
    const [next, more] = step(conversation, input, { settings: { ...settings, ...kind }, now, random: 0.5 })
    conversation = next
    outputs.push(...more)
  }
  return { conversation, outputs }
}
const histories = fc.array(fc.tuple(fc.oneof({ weight: 40, arbitrary: anyInput }, { weight: 1, arbitrary: ending }), fc.constantFrom(0, 0, 10, 500, 5_000, 20_000)), { maxLength: 80 })

describe.each(kinds)('the machine, $name: for inputs in any order', (kind) => {
  it('each thing passes once', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        const passed = play(kind, inputs).outputs.flatMap((output) => {
          if (output._tag === 'Entered') return output.items.map(({ id }) => id)
          return output._tag === 'Pass' ? [output.item.id] : []
        })
        expect(passed).toEqual([...new Set(passed)])
      }),
      { numRuns: 2_000 }
    )
  })

  it('it comes about before anything else is told, and nothing is told after its end', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        const told = play(kind, inputs).outputs.map(({ _tag }) => _tag).filter((tag) => ['Entered', 'Pass', 'Lost', 'Regained', 'Missed', 'Over'].includes(tag))
        if (told.length > 0) expect(['Entered', 'Over']).toContain(told[0])
        expect(told.filter((tag) => tag === 'Entered').length).toBeLessThanOrEqual(1)
        expect(told.includes('Over') ? told.indexOf('Over') : told.length - 1).toBe(told.length - 1)
      }),
      { numRuns: 2_000 }
    )
  })

  it('one thing at a time is on its way, with nothing missing; on a connection where it needs one, else with a network', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        let conversation: Conversation<Letter, string> = unbegun
        let now = 0
        for (const [input, pause] of [[{ _tag: 'Begun' }, 0] as const, ...inputs]) {
          now += pause
          const [next, outputs] = step(conversation, input, { settings: { ...settings, ...kind }, now, random: 0.5 })
          const sends = outputs.filter(({ _tag }) => _tag === 'Send')
          expect(sends.length).toBeLessThanOrEqual(1)
          if (sends.length > 0) expect([next.current || (!kind.saysOverLink && next.link.phase !== 'offline'), next.backfill.phase, next.outbox.line[0]?.phase]).toEqual([true, 'whole', 'sent'])
          expect(next.outbox.line.slice(1).every(({ phase }) => phase === 'queued')).toBe(true)
          conversation = next
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it('it comes to rest: however it is answered, it does not go on for ever without time passing', () => {
    const answers = fc.constantFrom<ReadonlyArray<'settled' | 'unknown' | 'unsent' | 'paged' | 'failed'>>(['settled', 'paged'], ['unknown', 'paged'], ['unknown', 'failed'], ['settled', 'failed'])
    fc.assert(
      fc.property(histories, answers, (inputs, [how, page]) => {
        const { conversation } = play(kind, inputs)
        const now = 10_000_000
        let state = conversation
        const waiting: Input<Letter, string>[] = [{ _tag: 'Due' }, { _tag: 'Opened' }]
        let steps = 0
        for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
          steps += 1
          if (steps > 200) break
          const [next, outputs] = step(state, input, { settings: { ...settings, ...kind }, now, random: 0.5 })
          state = next
          for (const output of outputs) {
            if (output._tag === 'Ask') waiting.push(page === 'paged' ? { _tag: 'Paged', page: { items: [], next: 'p' } } : { _tag: 'PageFailed', why: failed, wait: 0, lasting: false })
            if (output._tag === 'Send' && (how === 'settled' || how === 'unknown'))
              waiting.push({ _tag: 'Answered', id: output.utterance.id, how, answer: { _tag: 'Left', left: failed } })
          }
        }
        expect(steps).toBeLessThanOrEqual(200)
        // And a deadline that has been looked at lies ahead.
        const [looked] = step(state, { _tag: 'Due' }, { settings: { ...settings, ...kind }, now, random: 0.5 })
        if (!isOver(looked)) expect(wakeAt(looked)).toBeGreaterThan(now)
      }),
      { numRuns: 2_000 }
    )
  })

  it('its phases change as their tables say', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        let conversation: Conversation<Letter, string> = unbegun
        let now = 0
        for (const [input, pause] of [[{ _tag: 'Begun' }, 0] as const, ...inputs]) {
          now += pause
          const [next] = step(conversation, input, { settings: { ...settings, ...kind }, now, random: 0.5 })
          const { link, backfill } = conversation
          if (isOver(next)) break
          if (next.link.phase !== link.phase) expect(Object.values(linkTable[link.phase])).toContain(next.link.phase)
          if (next.backfill.phase !== backfill.phase) expect(Object.values(backfillTable[backfill.phase])).toContain(next.backfill.phase)
          conversation = next
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it('it can be printed, and read again as it was', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        const { conversation } = play(kind, inputs)
        const read = JSON.parse(JSON.stringify(conversation)) as Conversation<Letter, string>
        expect(read.link.phase).toBe(conversation.link.phase)
        expect(read.outbox.line.map(({ id }) => id)).toEqual(conversation.outbox.line.map(({ id }) => id))
      })
    )
  })
})
