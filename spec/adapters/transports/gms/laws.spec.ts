/** Whatever becomes of requests, for a while: nothing is lost, nothing is told twice, everything is in order, each command is answered once. */
import fc from 'fast-check'
import { scene } from './scripted'
import type { Scripted } from './scripted'

type Fault = 'none' | 'before' | 'after' | 'unavailable' | 'later' | 'html' | 'never' | 'slow'
const faults: ReadonlyArray<Fault> = ['none', 'none', 'none', 'before', 'after', 'unavailable', 'later', 'html', 'never', 'slow']

const plan = fc.record({
  faults: fc.array(fc.constantFrom(...faults), { minLength: 10, maxLength: 60 }),
  acts: fc.array(fc.record({ what: fc.constantFrom('agent', 'customer', 'same', 'wait', 'key'), after: fc.integer({ min: 0, max: 1_500 }) }), { minLength: 5, maxLength: 40 })
})

it('holds for random faults, times and commands', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ faults: planned, acts }) => {
      const it = scene()
      it.command('startChat', { nickname: 'Jo' })
      await it.pass(0)
      const left = [...planned]
      it.script = (_, serve): Scripted | undefined => {
        switch (left.shift() ?? 'none') {
          case 'none':
            return undefined
          case 'before':
            return 'refused'
          case 'after':
            serve()
            return 'refused'
          case 'unavailable':
            return { status: 503 }
          case 'later':
            return { status: 200, body: { statusCode: 1, chatEnded: false } }
          case 'html':
            return { status: 200, body: '<html>' }
          case 'never':
            return 'never'
          case 'slow':
            return { ...(serve() as { status: number }), after: 2_500 }
        }
      }
      const sent: Array<{ readonly text: string; readonly out: { answer?: unknown } }> = []
      let count = 0
      for (const { what, after } of acts) {
        count += 1
        if (what === 'agent') it.says('Agent', `a${count}`)
        if (what === 'key') it.command('sendTyping', { message: 'typing' })
        if (what === 'customer' || what === 'same') {
          const text = what === 'same' ? 'ok' : `c${count}`
          sent.push({ text, out: it.command('sendMessage', { message: text }) })
        }
        await it.pass(after)
      }
      left.length = 0
      await it.pass(120_000)

      const inTranscript = it.transcript.filter(({ type }) => type === 'Message').map(({ text }) => text)
      expect(it.texts()).toEqual(inTranscript)
      expect(sent.map(({ out }) => out.answer !== undefined)).toEqual(sent.map(() => true))
      for (const text of new Set(sent.map((one) => one.text))) {
        const taken = sent.filter((one) => one.text === text && (one.out.answer as { _tag: string })._tag === 'Right').length
        const all = sent.filter((one) => one.text === text).length
        const there = inTranscript.filter((one) => one === text).length
        expect(there).toBeGreaterThanOrEqual(taken)
        expect(there).toBeLessThanOrEqual(all)
      }
      const told = it.told()
      expect(Math.abs(told.filter((name) => name === 'disconnected').length - told.filter((name) => name === 'reconnected').length)).toBe(0)
      it.service.dispose()
      const asked = it.asked.length
      await it.pass(60_000)
      expect(it.asked.length).toBe(asked)
    }),
    { numRuns: 25 }
  )
}, 60_000)
