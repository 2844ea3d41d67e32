/** Fuzz: whatever comes on a connection, nothing is thrown, what is bad is reported without its text, and a good frame is heard. */
import { config as rxjs } from 'rxjs'
import type { Events } from '../../lib'
import { chanceOf } from './chance'
import type { Chance } from './chance'
import type { Column, Running } from './Column'
import { columns } from './columns'
import { isHeard, recover, reports } from './drive'
import { announceSeed, frames, heap, patience, seed } from './extent'
import { mutation, POLLUTED, SECRET } from './mutate'

announceSeed()

/** Frames that come in a row, and rows on one service. */
const ROW = 50
const ROWS = 20

/** Ms of real time that one frame may take at the most, on a machine that has much else to do. */
const LONGEST = 5_000

const thrown: unknown[] = []
beforeAll(() => {
  rxjs.onUnhandledError = (error) => thrown.push(error)
})
afterAll(() => {
  rxjs.onUnhandledError = null
})

/** A path of plain names, and what was expected. */
const REPORT = /^(frame|reply)(\.([\w$-]{1,40}|\?)){0,6}: expected [\w ,'|"-]{3,200}$/

/** All of a report but for the sentence that a service gives for a refusal: that is its own. */
const withoutWords = (data: Events['error']): string => JSON.stringify(data).replaceAll(JSON.stringify(data.statusText), '""')

/** One row of bad frames, and a good one. What was wrong with it comes back as sentences. */
const row = async (column: Column, running: Running, { chance, count }: { readonly chance: Chance; readonly count: number }): Promise<ReadonlyArray<string>> => {
  const mutate = mutation(column.ids)
  const bad: string[] = []
  running.forget()
  for (let i = 0; i < ROW; i += 1) {
    const text = mutate(chance.pick(column.frames), chance)
    if (column.refuses(text)) bad.push(text)
    const start = performance.now()
    running.hear(text)
    if (performance.now() - start > LONGEST) return [`took too long: ${text.slice(0, 500)}`]
  }
  await running.pass(0)
  await running.pass(6_000)
  const problems: string[] = []
  const errors = reports(running.told)
  const refused = errors.filter(({ data }) => data.errors[0]?.code === 'MalformedFrame')
  const isCalm = !running.told.some(({ _tag }) => _tag === 'ended' || _tag === 'disconnected')
  const isReported = column.tellsOnce === true ? refused.length <= bad.length : refused.length === bad.length
  if (isCalm && !isReported) problems.push(`reported ${refused.length} of ${bad.length} bad frames: ${JSON.stringify(bad.map((text) => text.slice(0, 200)))}`)
  for (const { data } of refused) {
    const sentences = Array.isArray(data['errors']) ? (data.errors[0]?.response['errors'] as ReadonlyArray<string>) : []
    problems.push(...sentences.filter((sentence) => !REPORT.test(sentence)).map((sentence) => `not a report: ${sentence}`))
  }
  problems.push(...errors.filter(({ data }) => withoutWords(data).includes(SECRET)).map(({ data }) => `tells the text: ${JSON.stringify(data)}`))
  if (POLLUTED in {}) problems.push('every object has a new field')

  await recover(running)
  const text = `good ${count}`
  running.hear(column.good(text))
  await running.pass(0)
  await running.pass(6_000)
  if (!isHeard(running, text)) problems.push(`a good frame was not heard; told: ${running.told.map(({ _tag }) => _tag).join(' ')}`)
  return problems.map((problem) => `row ${count}: ${problem}`)
}

describe.each(columns)('$name', (column) => {
  it('nothing thrown, nothing hung, each bad frame reported without its text, a good one is heard, nothing stays behind', async () => {
    const chance = chanceOf(seed)
    const rows = Math.ceil(frames / ROW)
    const sizes: number[] = []
    for (let count = 0; count < rows; ) {
      const running = column.open(chance.next)
      await recover(running)
      for (let i = 0; i < ROWS && count < rows; i += 1, count += 1) expect(await row(column, running, { chance, count })).toEqual([])
      running.service.dispose()
      if (sizes.length === 0 && count >= rows / 5) sizes.push(await heap())
    }
    sizes.push(await heap())
    const [early = 0, late = 0] = sizes
    expect(late).toBeLessThan(early * 1.1 + 2_000_000)
    expect(thrown).toEqual([])
  }, patience)

  it('a chat that hears nothing but bad frames does not grow', async () => {
    const running = column.open()
    await recover(running)
    const bad = [column.frames[0]?.slice(1) ?? '', '{"class":1}', '{"eventBody":{},"metadata":1}', '[]'].filter(column.refuses)
    const sizes: number[] = []
    for (let i = 0; i < frames; i += 1) {
      running.hear(bad[i % bad.length] ?? '')
      if (i % 1_000 === 999) {
        await running.pass(100)
        running.forget()
      }
      if (i === Math.floor(frames / 5) || i === frames - 1) sizes.push(await heap())
    }
    running.service.dispose()
    const [early = 0, late = 0] = sizes
    expect(late).toBeLessThan(early * 1.05 + 2_000_000)
  }, patience)
})
