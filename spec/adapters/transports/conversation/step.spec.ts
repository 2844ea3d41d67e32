/** Single steps of a conversation that a diagram would not show well: each sequence once went wrong. */
import { unbegun } from '../../../../adapters/transports/conversation/Conversation'
import type { Conversation, Input, Output } from '../../../../adapters/transports/conversation/Conversation'
import { step } from '../../../../adapters/transports/conversation/step'
import { failure } from '../../../../lib/Response'
import { kinds } from './simulation'
import { letter, settings } from './world'
import type { Letter } from './world'

type Say = Input<Letter, string>

const [requests] = kinds
const begun: ReadonlyArray<readonly [Say, number]> = [[{ _tag: 'Begun' }, 0], [{ _tag: 'Opened' }, 0], [{ _tag: 'Paged', page: { items: [] } }, 0]]
const why = failure('http', 'no', { status: 503 })

const play = (inputs: ReadonlyArray<readonly [Say, number]>, from: Conversation<Letter, string> = unbegun) => {
  let conversation = from
  const outputs: Output<Letter, string>[] = []
  for (const [input, now] of inputs) {
    const [next, more] = step(conversation, input, { settings: { ...settings, ...requests }, pace: settings.pace, now, random: 0.5 })
    conversation = next
    outputs.push(...more)
  }
  return { conversation, outputs, tags: outputs.map(({ _tag }) => _tag) }
}

it('more than can be held: the history is read once more, and that is all', () => {
  const gap = play([...begun, [{ _tag: 'Closed' }, 10], [{ _tag: 'Due' }, 1_000], [{ _tag: 'Opened' }, 1_001]])
  const flood = Array.from({ length: 1_050 }, (_, i): readonly [Say, number] => [{ _tag: 'Heard', item: letter(`${i}`, i, `f${i}`) }, 1_002])
  const full = play(flood, gap.conversation)
  const first = play([[{ _tag: 'Paged', page: { items: [] } }, 1_003]], full.conversation)
  expect(first.tags).toEqual(['Ask'])
  const items = Array.from({ length: 1_050 }, (_, i) => letter(`${i}`, i, `f${i}`))
  const second = play([[{ _tag: 'Paged', page: { items } }, 1_004]], first.conversation)
  expect(second.outputs.flatMap((output) => (output._tag === 'Pass' ? [output.item.at] : []))).toEqual(items.map(({ at }) => at))
  expect(second.tags.at(-1)).toBe('Regained')
  expect(second.conversation.backfill.phase).toBe('whole')
})

it('a server that wants to be left alone for an hour is asked once more when the patience is over', () => {
  const { conversation } = play([...begun, [{ _tag: 'Closed' }, 10], [{ _tag: 'Due' }, 1_000], [{ _tag: 'Opened' }, 1_001], [{ _tag: 'PageFailed', why, wait: 3_600_000, lasting: false }, 1_002]])
  expect(conversation.backfill.until).toBe(61_002)
  const later = play([[{ _tag: 'Due' }, 61_002], [{ _tag: 'PageFailed', why, wait: 3_600_000, lasting: false }, 61_003]], { ...conversation, link: { ...conversation.link, until: Infinity } })
  expect(later.tags).toEqual(['Ask', 'Missed', 'Regained'])
})

it('a machine that only wakes once a minute gives a dead connection up all the same', () => {
  const minutes = [1, 2, 3].map((minute): readonly [Say, number] => [{ _tag: 'Due' }, minute * 60_000])
  expect(play([...begun, ...minutes]).tags.slice(2)).toEqual(['Entered', 'Probe', 'Close', 'Lost', 'Open'])
})

it('a device that says at once that it is online costs no connection', () => {
  expect(play([[{ _tag: 'Online', online: true }, 0], [{ _tag: 'Begun' }, 0]]).tags).toEqual(['Open'])
})

it('what turns out to have arrived at the end is answered so', () => {
  const unknown: Say = { _tag: 'Answered', id: '1', how: 'unknown', answer: { _tag: 'Left', left: failure('timeout', '') } }
  const { outputs } = play([...begun, [{ _tag: 'Say', id: '1', said: 'a' }, 1], [unknown, 2], [{ _tag: 'Ended', atOnce: false }, 3], [{ _tag: 'Paged', page: { items: [letter('a', 2, 'x')] } }, 4]])
  expect(outputs.slice(-4).map(({ _tag }) => _tag)).toEqual(['Pass', 'Arrived', 'Close', 'Over'])
})
