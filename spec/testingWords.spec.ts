/** The words of the kit, and its arbitraries: what each of them makes a service tell. */
import * as fc from 'fast-check'
import {
  agentJoins, agentLeaves, agentPauses, agentSays, agentSendsContent, agentSendsFile, agentTypes, botJoins, botSays, canNow, chat, customerJoins, customerSays, drops, ends,
  failsAloud, marblesWith, memoryTransport, olderFrom, remembers, replying, restoredFrom, returns, rosterOf, signals, table, uploads
} from '../testing'
import { anyFrame, anyMove, anyStory, frameMakers } from '../testing/arbitraries'
import { createService } from '../lib'
import type { Frame } from '../lib'

const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))

describe('words', () => {
  it('of a chat', marbles((m) => {
    const frames: Record<string, Frame> = {
      1: customerJoins('Cleo'), 2: botJoins('Robo'), 3: botSays('Robo', 'Hello'), 4: agentJoins('Ava'), 5: agentTypes('Ava'), 6: agentPauses('Ava'),
      7: agentSays('Ava', 'hi'), 8: customerSays('Cleo', 'yes'), 9: agentSendsFile('Ava', { id: 'f', name: 'a.txt' }), F: agentSendsContent('Ava', [{ a: 1 }]),
      D: drops(), R: returns(), C: canNow({ async: true }), S: signals('sleeping'), A: failsAloud('Odd'), L: agentLeaves('Ava'), E: ends()
    }
    const t = table(`
      ms      0   1  2  3 4  5 6 7 8 9 10 11 12 13 14 15 16 17
      asks    s
      hears       1  2  3 4  5 6 7 8 9 F  D  R  C  S  A  L  E
      told    sS  MC MB M MA T P M M M M  X  Y  c  z  *  ML DE
    `)
    const { told$, told } = chat(m, { asks: t.asks, hears: t.hears, frames })
    m.expectObservable(told$).toBe(t.told, { c: 'capabilitiesChanged', z: 'sleeping' })
    m.flush()
    expect(told.messages.map(({ type, text, from }) => [type, text, from.name])).toEqual([
      ['ParticipantJoined', '', 'Cleo'], ['ParticipantJoined', '', 'Robo'], ['Message', 'Hello', 'Robo'], ['ParticipantJoined', '', 'Ava'], ['Message', 'hi', 'Ava'],
      ['Message', 'yes', 'Cleo'], ['FileUploaded', '', 'Ava'], ['Structured', '', 'Ava'], ['ParticipantLeft', '', 'Ava']
    ])
  }))

  it('of a restore, its history, and a file with progress', marbles((m) => {
    const frames: Record<string, Frame> = { 1: rosterOf(['Ava'], ['Bob']), 2: restoredFrom('Ava', 'one', 'two'), 3: olderFrom('Ava', 'before') }
    const t = table(`
      ms      0   1  2  3  10  20  30
      asks    r            f
      hears       1  2  3
      told    rR  A  M  M      ~   f
    `)
    const script = replying({ restore: remembers(), sendFile: uploads({ total: 10, steps: 1, pause: 10 }) })
    const { told$, told } = chat(m, { asks: t.asks, hears: t.hears, frames, script, capabilities: { fileUpload: true } })
    m.expectObservable(told$).toBe(t.told)
    m.flush()
    expect(told.messages.map(({ text, index, restoring }) => [text, index, restoring])).toEqual([['one', 0, true], ['two', 1, true], ['before', -1, false]])
  }))
})

describe('arbitraries', () => {
  it('each frame is one that a service understands, and none of them ends the chat', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 8 }), (frames) => {
        const transport = memoryTransport()
        const service = createService({ transport })
        service.command('startChat').subscribe()
        const told: string[] = []
        service.events.error.subscribe(({ errors }) => told.push(...errors.map(({ code }) => code)))
        service.events.ended.subscribe(() => told.push('ended'))
        for (const frame of frames) transport.deliver(frame)
        service.dispose()
        expect(told.filter((code) => code !== 'x')).toEqual([])
      })
    )
    expect(new Set(frameMakers.map((make) => make('1')._tag)).size).toBe(8)
  })

  it('stories have commands and faults in them', () => {
    const stories = fc.sample(anyStory, { numRuns: 200, seed: 1 }).flat()
    expect(new Set(stories.map(([{ does }]) => does)).size).toBe(8)
    expect(fc.sample(anyMove, { numRuns: 100, seed: 1 }).some(({ does }) => does === 'command')).toBe(true)
  })
})
