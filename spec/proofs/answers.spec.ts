/** Fuzz: whatever a server answers, nothing is thrown, every command settles, and afterwards a good frame is heard. */
import { config as rxjs } from 'rxjs'
import { chanceOf } from './chance'
import type { Chance } from './chance'
import type { Column } from './Column'
import { columns } from './columns'
import { ask, isHeard, recover } from './drive'
import { announceSeed, answers, heap, patience, seed } from './extent'
import { mutation, POLLUTED } from './mutate'

announceSeed()

const thrown: unknown[] = []
beforeAll(() => {
  rxjs.onUnhandledError = (error) => thrown.push(error)
})
afterAll(() => {
  rxjs.onUnhandledError = null
})

interface Life {
  readonly spoiled: number
  /** What was wrong with it, as sentences. */
  readonly problems: ReadonlyArray<string>
}

/** Commands, and the times that pass after each of them, in ms. */
const COMMANDS: ReadonlyArray<readonly [string, object, number]> = [
  ['startChat', { nickname: 'Jo' }, 3_000],
  ['sendMessage', { message: 'one' }, 500],
  ['sendTyping', {}, 500],
  ['fetchHistory', {}, 3_000],
  ['sendMessage', { message: 'two' }, 3_000]
]

/** A chat on two pages, one after the other, whose server spoils what it answers; and what comes of it when it does so no more. */
const life = async (column: Column, chance: Chance, share: number): Promise<Life> => {
  const mutate = mutation(column.ids)
  let spoiled = 0
  const spoil = (answer: string): string => {
    if (chance.next() >= share) return answer
    spoiled += 1
    return mutate(answer, chance)
  }
  const first = column.open(chance.next)
  first.setSpoiling(spoil)
  const given: Array<readonly [string, string[]]> = []
  for (const [name, options, ms] of COMMANDS) {
    given.push([name, ask(first, name, options)])
    first.agentSays(`${name} heard`)
    await first.pass(ms)
  }
  first.drop()
  await first.pass(15_000)
  first.service.dispose()

  const second = first.reload()
  second.setSpoiling(spoil)
  given.push(['restore', ask(second, 'restore')])
  await second.pass(5_000)
  second.drop()
  await second.pass(15_000)
  second.setSpoiling((answer) => answer)
  await second.pass(60_000)
  const problems = given.filter(([, heard]) => heard.length !== 1).map(([name, heard]) => `${name} was answered ${heard.length} times`)
  await recover(second)
  second.hear(column.good('at last'))
  await second.pass(6_000)
  if (!isHeard(second, 'at last')) problems.push('a good frame was not heard')
  if (POLLUTED in {}) problems.push('every object has a new field')
  second.service.dispose()
  return { spoiled, problems }
}

describe.each(columns)('$name', (column) => {
  it('nothing thrown, nothing hung, every command settles, a good frame is heard, nothing stays behind', async () => {
    const chance = chanceOf(seed)
    const sizes: number[] = []
    for (let spoiled = 0, lives = 0; spoiled < answers; lives += 1) {
      const one = await life(column, chance, chance.pick([0.1, 0.3, 1]))
      spoiled += one.spoiled
      expect(one.problems.map((problem) => `life ${lives}: ${problem}`)).toEqual([])
      if (sizes.length === 0 && spoiled >= answers / 5) sizes.push(await heap())
    }
    sizes.push(await heap())
    const [early = 0, late = 0] = sizes
    expect(late).toBeLessThan(early * 1.1 + 2_000_000)
    expect(thrown).toEqual([])
  }, patience * 2)
})
