/** Single steps of a conversation that a diagram would not show well: each sequence once went wrong. */
import { NOT_SENT, unbegun, UNKNOWN } from '../../../../adapters/transports/conversation/Conversation'
import type { Conversation, Input, Output } from '../../../../adapters/transports/conversation/Conversation'
import { step } from '../../../../adapters/transports/conversation/step'
import { failure, success } from '../../../../lib/Response'
import { kinds } from './simulation'
import { letter, settings } from './world'
import type { Letter } from './world'

type Say = Input<Letter, string>

const [requests, socket] = kinds
const begun: ReadonlyArray<readonly [Say, number]> = [[{ _tag: 'Begun' }, 0], [{ _tag: 'Opened' }, 0], [{ _tag: 'Paged', page: { items: [] } }, 0]]
const why = failure('http', 'no', { status: 503 })

const play = (inputs: ReadonlyArray<readonly [Say, number]>, from: Conversation<Letter, string> = unbegun, kind = requests) => {
  let conversation = from
  const outputs: Output<Letter, string>[] = []
  for (const [input, now] of inputs) {
    const [next, more] = step(conversation, input, { settings: { ...settings, ...kind }, now, random: 0.5 })
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

describe('pages that lead back are pushed along by what is said meanwhile', () => {
  let number = 1
  const pages = (from: number): Say => ({ _tag: 'Paged', page: { items: [letter('x', from, `m${from}`)], next: `${(number += 1)}` } })
  const known: Say = { _tag: 'Heard', item: letter('x', 1, 'm1') }
  const gap = play([...begun, [known, 5], [{ _tag: 'Closed' }, 10], [{ _tag: 'Due' }, 1_000], [{ _tag: 'Opened' }, 1_001]], unbegun, socket)
  const passed = ({ outputs }: ReturnType<typeof play>): ReadonlyArray<number> => outputs.flatMap((output) => (output._tag === 'Pass' ? [output.item.at] : []))

  it('a page that has been seen already is not the last one', () => {
    const filled = play([[pages(9), 2_000], [pages(9), 3_000], [pages(5), 4_000], [{ _tag: 'Paged', page: { items: [letter('x', 1, 'm1')] } }, 5_000]], gap.conversation, socket)
    expect([passed(filled), filled.tags.filter((tag) => tag === 'Missed')]).toEqual([[5, 9], []])
  })

  it('when a few more bring nothing either, it is told that something is missing', () => {
    const filled = play([9, 9, 9, 9, 9, 9].map((at, i): readonly [Say, number] => [pages(at), 2_000 + i]), gap.conversation, socket)
    expect([passed(filled), filled.outputs.filter(({ _tag }) => _tag === 'Missed')]).toEqual([[9], [{ _tag: 'Missed', since: 1 }]])
  })
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
  // The page that was on its way when the end came may not have had everything: the history is asked once more.
  const { tags } = play([...begun, [{ _tag: 'Say', id: '1', said: 'a' }, 1], [unknown, 2], [{ _tag: 'Ended', atOnce: false }, 3], [{ _tag: 'Paged', page: { items: [letter('a', 2, 'x')] } }, 4], [{ _tag: 'Paged', page: { items: [] } }, 5]])
  expect(tags.slice(-5)).toEqual(['Pass', 'Ask', 'Arrived', 'Close', 'Over'])
})

const gap: ReadonlyArray<readonly [Say, number]> = [...begun, [{ _tag: 'Heard', item: letter('1') }, 1], [{ _tag: 'Closed' }, 10], [{ _tag: 'Due' }, 1_000], [{ _tag: 'Opened' }, 1_001]]
const paged = (texts: string, next?: string): Say => ({ _tag: 'Paged', page: { items: [...texts].map((text) => letter(text)), next } })
const passed = (outputs: ReadonlyArray<Output<Letter, string>>) => outputs.flatMap((output) => (output._tag === 'Pass' ? [output.item.text] : [])).join('')
const failing: Extract<Say, { readonly _tag: 'PageFailed' }> = { _tag: 'PageFailed', why, wait: 0, lasting: false }

it('an end during a fill: what was found stays, and the history is asked once more', () => {
  const half = play([...gap, [paged('23', 'p'), 1_002], [{ _tag: 'Ended', atOnce: false }, 1_003]])
  const { outputs, tags } = play([[paged('4'), 1_004], [paged('5'), 1_005]], half.conversation)
  expect([passed(outputs), tags.at(-1)]).toEqual(['2345', 'Over'])
})

it('an end in the middle of a gap that cannot be filled any more: what was found passes, and it is told that something is missing', () => {
  const half = play([...gap, [paged('23', 'p'), 1_002], [{ _tag: 'Ended', atOnce: false }, 1_003]])
  const { outputs, tags } = play([[{ _tag: 'Due' }, 3_003]], half.conversation)
  expect([tags, passed(outputs)]).toEqual([['Missed', 'Pass', 'Pass', 'Close', 'Over'], '23'])
})

it('an end of a conversation in which nothing was missing tells of nothing missing, also when the history fails', () => {
  const { tags } = play([...begun, [{ _tag: 'Ended', atOnce: false }, 3], [failing, 4]])
  expect(tags.slice(-3)).toEqual(['Ask', 'Close', 'Over'])
})

it('a suspicion during a fill: one more look when it is done', () => {
  const { tags, outputs } = play([...gap, [{ _tag: 'Suspected' }, 1_002], [paged('2'), 1_003], [paged('3'), 1_004]])
  expect([passed(outputs), tags.filter((tag) => tag === 'Ask').length, tags.at(-1)]).toEqual(['123', 3, 'Regained'])
})

it('a suspicion while the first page is on its way: it comes about with that, and looks once more', () => {
  const { tags } = play([[{ _tag: 'Begun' }, 0], [{ _tag: 'Opened' }, 0], [{ _tag: 'Suspected' }, 1], [paged('1'), 2], [paged('2'), 3]])
  expect(tags).toEqual(['Open', 'Ask', 'Entered', 'Ask', 'Pass'])
})

it('what a reading found that was cut off passes in the end, also when the history never comes again', () => {
  const { outputs } = play([...gap, [paged('23', 'p'), 1_002], [{ _tag: 'Closed' }, 1_003], [{ _tag: 'Woke' }, 5_000], [{ _tag: 'Opened' }, 5_001], [{ ...failing, lasting: true }, 5_002]], unbegun, socket)
  expect([passed(outputs), outputs.map(({ _tag }) => _tag).slice(-4)]).toEqual(['123', ['Missed', 'Pass', 'Pass', 'Regained']])
})

it('connections that come and go do not put the end of the patience with a failing history off', () => {
  let played = play(gap, unbegun, socket)
  const told: string[] = []
  for (let second = 2; second < 200; second += 10) {
    played = play([[failing, second * 1_000], [{ _tag: 'Closed' }, (second + 8) * 1_000], [{ _tag: 'Woke' }, (second + 9) * 1_000], [{ _tag: 'Opened' }, (second + 9) * 1_000 + 1]], played.conversation, socket)
    told.push(...played.tags.filter((tag) => tag === 'Missed').map(() => `Missed at ${second}`))
  }
  expect(told[0]).toBe('Missed at 82')
})

describe('the line', () => {
  const say: readonly [Say, number] = [{ _tag: 'Say', id: '1', said: 'a' }, 100]
  const answer = (how: 'unknown' | 'unsent'): Say => ({ _tag: 'Answered', id: '1', how, answer: { _tag: 'Left', left: failure('again', 'later') } })

  it('what certainly did not arrive is sent four times, and then its answer is told', () => {
    const { tags, outputs } = play([...begun, say, ...[1, 2, 3, 4].map((n): readonly [Say, number] => [answer('unsent'), 100 + n])])
    expect(tags.filter((tag) => tag === 'Send').length).toBe(4)
    expect(outputs.at(-1)).toEqual({ _tag: 'Settled', id: '1', answer: { _tag: 'Left', left: failure('again', 'later') } })
  })

  it('what waits for a connection fails after a minute, and is not sent afterwards', () => {
    const away = play([...begun, [{ _tag: 'Online', online: false }, 50], say])
    const { outputs, conversation } = play([[{ _tag: 'Due' }, 60_099], [{ _tag: 'Due' }, 60_100]], { ...away.conversation, link: { ...away.conversation.link, until: Infinity } })
    expect(outputs).toEqual([{ _tag: 'Settled', id: '1', answer: { _tag: 'Left', left: NOT_SENT } }])
    const back = play([[{ _tag: 'Online', online: true }, 61_000], [{ _tag: 'Opened' }, 61_001], [paged(''), 61_002]], conversation)
    expect(back.tags).toEqual(['Open', 'Ask', 'Regained'])
  })

  it('what may have arrived is looked for as long, and then nobody knows', () => {
    const lost = play([...begun, say, [{ _tag: 'Online', online: false }, 200], [answer('unknown'), 5_000]])
    expect(lost.tags.slice(-2)).toEqual(['Moved', 'Ask'])
    const { outputs } = play([[{ _tag: 'Due' }, 64_999], [{ _tag: 'Due' }, 65_000]], { ...lost.conversation, link: { ...lost.conversation.link, until: Infinity }, backfill: { ...lost.conversation.backfill, until: Infinity } })
    expect(outputs).toEqual([{ _tag: 'Settled', id: '1', answer: { _tag: 'Left', left: failure('again', UNKNOWN.statusText) } }])
  })

  it('a line that moves fails nobody, however long it is', () => {
    const said = [1, 2].map((n): readonly [Say, number] => [{ _tag: 'Say', id: `${n}`, said: `${n}` }, 100])
    const { tags } = play([...begun, ...said, [{ _tag: 'Answered', id: '1', how: 'settled', answer: { _tag: 'Right', right: { response: success() } } }, 70_000]])
    expect(tags.slice(-2)).toEqual(['Settled', 'Send'])
  })
})
