/** What holds for any values: numbering, the transcript, data, prefilters, agents. */
import { isRight } from 'fp-ts/Either'
import fc from 'fast-check'
import { config as rxjs, from, of, VirtualTimeScheduler } from 'rxjs'
import type { Observable } from 'rxjs'
import { createService, decodeConfig, distinctMessages, live, number, prefilter } from '../lib'
import type { ChatEvent, Entries, Era, Frame, Inbound, Message, Party } from '../lib'
import { allLeft, agentId, isAgent, moved } from '../lib/Agent'
import type { Agents } from '../lib/Agent'
import { commands } from '../lib/commands'
import { copyJson, DataC, isPlain } from '../lib/data'
import { tooDeepAt } from '../lib/depth'
import { line as createLine } from '../lib/line'
import { serve } from '../lib/service'
import { append, read } from '../lib/Transcript'
import type { Transcript } from '../lib/Transcript'
import { agreeable, breaks, completes, memoryTransport, party, said, says } from '../testing'
import type { Script } from '../testing'
import { frameMakers } from '../testing/arbitraries'
import { everything } from './kit/service'

const eras = fc.constantFrom<Era>('live', 'restored', 'older')
const frame = (era: Era, ids: ReadonlyArray<string>): Frame => ({ ...live(...ids.map((id) => ({ message: said(id, { id }), original: { id } }))), ...{ era } }) as Frame
const right = (frame: Frame): Inbound => ({ _tag: 'Right', right: frame })
const isEntries = <M>(it: { readonly _tag: string }): it is Entries<M> => it._tag === 'Entries'

describe('number', () => {
  it('indices rise by one as messages come; history falls below 0; none is given twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(eras, fc.array(fc.string(), { maxLength: 5 }))), (batches) => {
        const numbered: Array<readonly [Era, ReadonlyArray<number>]> = []
        from(batches.map(([era, ids]) => frame(era, ids)))
          .pipe(number())
          .subscribe((it) => isEntries<Message>(it) && numbered.push([it.era, it.entries.map(({ message }) => message.index)]))
        const newer = numbered.filter(([era]) => era !== 'older').flatMap(([, indices]) => indices)
        const older = numbered.filter(([era]) => era === 'older').map(([, indices]) => indices).reverse().flat()
        expect(newer).toEqual(newer.map((_, i) => i))
        expect(older).toEqual(older.map((_, i) => i - older.length))
      })
    )
  })
})

describe('distinctMessages', () => {
  it('is what is left of a list without its repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom('1', '2', '3', '4', '5'), { maxLength: 6 })), (batches) => {
        const seen: string[] = []
        from(batches.map((ids) => frame('live', ids))).pipe(distinctMessages()).subscribe((it) => isEntries(it) && seen.push(...it.entries.map(({ message }) => (message as Message).id)))
        expect(seen).toEqual([...new Set(batches.flat())])
      })
    )
  })
})

const line = (id: string, index = 0) => ({
  message: { id, index, type: 'Message', text: id, from: { type: 'Agent' }, timestamp: 0, utcTime: 0, restoring: false } as Message,
  original: { id }
})

describe('the transcript', () => {
  it('is a list by index: what comes is added behind, older history stands before, reading changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.array(fc.string(), { maxLength: 4 }))), (steps) => {
        let next = 0
        let oldest = 0
        const numbered = (before: boolean, count: number): number => (before ? (oldest -= count) : (next += count) - count)
        const transcript = steps.reduce<Transcript>((so, [before, ids]) => {
          const first = numbered(before, ids.length)
          return append(so, ids.map((id, i) => line(id, first + i)))
        }, undefined)
        const model = steps.reduce<ReadonlyArray<string>>((so, [before, ids]) => (before ? [...ids, ...so] : [...so, ...ids]), [])
        for (const { messages, originalMessages } of [read(transcript), read(transcript)]) {
          expect(messages.map(({ id }) => id)).toEqual(model)
          expect(originalMessages).toEqual(model.map((id) => ({ id })))
        }
      })
    )
  })

  it('of 100,000 messages is read whole, and does not cost more to add to', () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => line(`${i}`, i))
    const long = lines.reduce<Transcript>((so, it) => append(so, [it]), undefined)
    expect(read(long).messages.every(({ id }, i) => id === `${i}`)).toBe(true)
    expect(read(long).messages.length).toBe(lines.length)
    expect(append(long, [line('x')])?.lines).toBe(long?.lines)
  })
})

const keys = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'))
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc.dictionary(keys, tie('value'), { maxKeys: 5 })
})).record

const safe = (u: unknown): unknown =>
  Array.isArray(u)
    ? u.map(safe)
    : typeof u === 'object' && u !== null
      ? Object.fromEntries(Object.entries(u).filter(([key]) => !['__proto__', 'constructor', 'prototype'].includes(key)).map(([key, value]) => [key, safe(value)]))
      : u

const prototypesIn = (u: unknown): ReadonlyArray<unknown> =>
  typeof u !== 'object' || u === null ? [] : [...(Array.isArray(u) ? [] : [Object.getPrototypeOf(u) as unknown]), ...Object.values(u).flatMap(prototypesIn)]

describe('data', () => {
  it('is the same JSON without the keys that reach a prototype, shares nothing, and pollutes nothing', () => {
    fc.assert(
      fc.property(json, (given) => {
        const parsed = JSON.parse(JSON.stringify(given)) as unknown // own `__proto__` keys, as from a wire
        const decoded = DataC.decode(parsed)
        expect(isRight(decoded) && decoded.right).toEqual(safe(parsed))
        expect(isRight(decoded) && decoded.right).not.toBe(parsed)
        expect(prototypesIn(isRight(decoded) && decoded.right).every((it) => it === Object.prototype)).toBe(true)
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 500 }
    )
  })

  it('answers for anything at all, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true, withNullPrototype: true, withObjectString: true }), (given) => {
        const decoded = DataC.decode(given)
        if (isRight(decoded)) expect(isPlain(given)).toBe(true)
        if (isRight(decoded)) expect(() => structuredClone(decoded.right)).not.toThrow()
      }),
      { numRuns: 500 }
    )
  })

  it('a copy of anything is as deep as it is, and a circle stays one', () => {
    const levels = (u: unknown): number => {
      let count = 0
      for (let at = u; typeof at === 'object' && at !== null; at = Object.values(at)[0]) count += 1
      return count
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.boolean(), (depth, lists) => {
        let given: object = {}
        for (let i = 1; i < depth; i += 1) given = lists && i % 2 ? [given] : { given }
        const copied = copyJson(given)
        expect(levels(copied)).toBe(depth)
        expect(copied).not.toBe(given)
      }),
      { numRuns: 30 }
    )
    const circle: Record<string, unknown> = { name: 'circle' }
    circle.both = [circle, { circle }]
    const copied = copyJson(circle)
    expect(copied.both).toEqual([copied, { circle: copied }])
    expect((copied.both as ReadonlyArray<unknown>)[0]).toBe(copied)
    expect(copied).not.toBe(circle)
  })

  it('too deep is what has more levels than allowed, and it is said on which way', () => {
    fc.assert(
      fc.property(json, (given) => {
        const levels = (u: unknown): number => (typeof u === 'object' && u !== null ? 1 + Math.max(0, ...Object.values(u).map(levels)) : 0)
        const parsed = JSON.parse(JSON.stringify(given)) as unknown
        for (const allowed of [0, 1, 2, 3]) {
          const keys = tooDeepAt(parsed, allowed)
          expect(keys !== undefined).toBe(levels(parsed) > allowed)
          const found = keys?.reduce<unknown>((at, key) => Object.entries(Object(at)).find(([it]) => it === key)?.[1], parsed)
          if (keys) expect([keys.length, typeof found]).toEqual([allowed, 'object'])
        }
      })
    )
  })

  it('a copy is equal, and shares no object with what it was made of', () => {
    const objectsIn = (u: unknown): ReadonlyArray<unknown> => (typeof u === 'object' && u !== null ? [u, ...Object.values(u).flatMap(objectsIn)] : [])
    fc.assert(
      fc.property(json, (given) => {
        const parsed = JSON.parse(JSON.stringify(given)) as unknown
        const copied = copyJson(parsed)
        expect(JSON.stringify(copied)).toBe(JSON.stringify(parsed))
        const owned = new Set(objectsIn(parsed))
        expect(objectsIn(copied).filter((it) => owned.has(it))).toEqual([])
        expect(Object.keys(Object.prototype)).toEqual([])
      })
    )
  })
})

describe('prefilter', () => {
  it('hides exactly what a fresh expression finds, every time, with any flags', () => {
    const sources = fc.constantFrom('a', 'b+', '^a', 'c$', '[0-9]{2}', '(?:)', 'A')
    const flags = fc.subarray(['g', 'i', 'm', 's', 'u', 'y']).map((given) => given.join(''))
    fc.assert(
      fc.property(fc.array(fc.tuple(sources, flags), { maxLength: 3 }), fc.array(fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'c', '1', '2', '\n') })), (expressions, texts) => {
        const filters = expressions.map(([source, given]) => new RegExp(source, given))
        const hidden = (text: string): boolean => expressions.some(([source, given]) => new RegExp(source, given.replace(/[gy]/g, '')).test(text))
        for (const times of [1, 2]) {
          const shown: string[] = []
          from(texts.map((text, i) => live({ message: said(text, { id: `${times} ${i}` }), original: {} })))
            .pipe(prefilter(of(filters)))
            .subscribe((it) => isEntries(it) && shown.push(...it.entries.map(({ message }) => (message as Message).text)))
          expect(shown).toEqual(texts.filter((text) => !hidden(text)))
        }
        expect(filters.map(({ lastIndex }) => lastIndex)).toEqual(filters.map(() => 0))
      }),
      { numRuns: 300 }
    )
  })
})

describe('agents', () => {
  const parties = fc.record({
    id: fc.option(fc.constantFrom('1', '2', 'constructor', '__proto__'), { nil: undefined }),
    name: fc.constantFrom('Ann', 'Bob', 'toString'),
    type: fc.constantFrom<Party['type']>('Agent', 'Supervisor')
  })
  it('are a map by id, or by name without one; who leaves stays listed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), parties, fc.nat(1_000))), (moves) => {
        const model = new Map<string, { connected: boolean; since: number; until: number | false }>()
        let agents: Agents = {}
        for (const [comes, who, at] of moves) {
          const known = model.get(agentId(who))
          if (comes && !known?.connected) model.set(agentId(who), { connected: true, since: at, until: false })
          else if (!comes && known?.connected) model.set(agentId(who), { ...known, connected: false, until: Math.max(at, known.since) }) // never before they came
          agents = moved(agents, { party: who, here: comes, at })
          expect(isAgent(who)).toBe(true)
        }
        const listed = Object.entries(copyJson(agents)).map(([id, agent]) => [id, { connected: agent.connected, since: agent.connectedTime, until: agent.disconnectedTime }] as const)
        expect(new Map(listed)).toEqual(model)
        expect(Object.values(allLeft(agents, 2_000)).filter(({ connected }) => connected)).toEqual([])
        expect(Object.keys(allLeft(agents, 2_000)).sort()).toEqual([...model.keys()].sort())
      })
    )
  })
})

describe('a line', () => {
  it('serves in the order of coming, one at a time, whether a task is done at once, later, or brings another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('at once', 'later', 'brings', 'throws')), (kinds) => {
        const failures: unknown[] = []
        const queue = createLine((error) => failures.push(error))
        const open: Array<() => void> = []
        const log: string[] = []
        const served: number[] = []
        let busy = 0
        const task = (i: number, how: string): void =>
          queue((done) => {
            busy += 1
            log.push(`${busy}`)
            served.push(i)
            if (how === 'brings') task(1_000 + i, 'at once')
            const leave = (): void => {
              busy -= 1
              done()
            }
            if (how === 'throws') busy -= 1
            if (how === 'throws') throw new Error(`${i}`)
            if (how === 'later') open.push(leave)
            else leave()
            if (how === 'at once') done() // said twice: nobody else's turn ends
          })
        kinds.forEach((how, i) => task(i, how))
        for (let next = open.shift(); next; next = open.shift()) next()
        expect(log.every((at) => at === '1')).toBe(true)
        expect(served.filter((i) => i < 1_000)).toEqual(kinds.map((_, i) => i))
        expect(served.length).toBe(kinds.length + kinds.filter((how) => how === 'brings').length)
        expect(failures.map(String)).toEqual(kinds.flatMap((how, i) => (how === 'throws' ? [`Error: ${i}`] : [])))
      })
    )
  })
})

describe('nothing silences the pipeline', () => {
  beforeAll(() => {
    rxjs.onUnhandledError = () => undefined // what subscribers throw is theirs
  })
  afterAll(async () => {
    await new Promise((resolve) => setTimeout(resolve))
    rxjs.onUnhandledError = null
  })

  const makers: ReadonlyArray<(id: string) => Inbound> = [
    ...frameMakers.map((make) => (id: string) => right(make(id))),
    () => ({ _tag: 'Left', left: { errors: ['frame: expected …'] } })
  ]

  /** Every object within, with each of its keys. */
  const places = (u: unknown): ReadonlyArray<readonly [object, string]> =>
    typeof u === 'object' && u !== null ? Object.entries(u).flatMap(([key, value]) => [[u, key] as const, ...places(value)]) : []

  /** Makes a field throw when it has been read so many times. */
  const trap = (inbound: Inbound, where: number, reads: number): Inbound => {
    const all = places(inbound)
    const [holder, key] = all[where % all.length] ?? [inbound, '_tag']
    const value = Reflect.get(holder, key) as unknown
    let left = reads
    Object.defineProperty(holder, key, {
      enumerable: true,
      get: () => {
        left -= 1
        if (left < 0) throw new Error('a trap')
        return value
      }
    })
    return inbound
  }

  const throwing = (): never => {
    throw new Error('no')
  }
  /** Throws at every second use. */
  const sometimes = (): (() => void) => {
    let uses = 0
    return () => {
      uses += 1
      if (uses % 2 === 0) throwing()
    }
  }

  /** An answer that throws when it is looked at. */
  const unreadable: Script = () => of({ _tag: 'Right', right: { get response() { return throwing() } } })

  const trouble = fc.record({
    filter: fc.boolean(),
    preprocessor: fc.boolean(),
    subscribers: fc.boolean(),
    trusted: fc.boolean()
  })
  const frames = fc.array(fc.record({ maker: fc.nat(makers.length - 1), where: fc.nat(40), reads: fc.option(fc.nat(14), { nil: undefined }) }), { maxLength: 12 })

  it('whatever throws at whichever stage: a good frame is heard, and each command is answered once', () => {
    fc.assert(
      fc.property(trouble, frames, fc.constantFrom<Script>(agreeable, breaks, completes, throwing, unreadable), ({ filter, preprocessor, subscribers, trusted }, given, script) => {
        const scheduler = new VirtualTimeScheduler()
        let arriving = true
        const transport = memoryTransport((call) => (arriving ? agreeable : script)(call), everything)
        const config = decodeConfig({})
        if (config._tag === 'Left') throw new Error('no configuration')
        const service = trusted ? serve({ transport: { ...transport, trusted }, scheduler }, config.right) : createService({ transport, scheduler })
        const told: ChatEvent[] = []
        if (subscribers) {
          for (const event$ of Object.values<Observable<unknown>>(service.events)) event$.subscribe(sometimes())
          service.event$.subscribe(throwing)
          service.sessionActive$.subscribe(sometimes())
        }
        service.event$.subscribe((event) => told.push(event))
        const ask = (name: string, options: unknown = {}): ReadonlyArray<unknown> => {
          const answers: unknown[] = []
          service.request(name, options).subscribe((answer) => answers.push(answer))
          return answers
        }
        ask('startChat')
        const search = sometimes()
        if (filter) ask('addPrefilter', { filters: Object.assign(/x/, { [Symbol.search]: () => (search(), -1) }) })
        if (preprocessor) ask('registerPreProcessor', { preprocessor: sometimes() })
        arriving = false

        given.forEach(({ maker, where, reads }, i) => {
          const inbound = structuredClone(makers[maker]?.(`${i}`))
          transport.deliverRaw(inbound && reads !== undefined ? trap(inbound, where, reads) : inbound)
        })
        const answers = Object.keys(commands).filter((name) => name !== 'endChat' && name !== 'startChat').map((name) => ask(name, { message: 'hi', regex: /x/, filters: /x/, files: [], fileId: 'f', preprocessor: () => undefined }))
        scheduler.flush()
        expect(answers.map(({ length }) => length)).toEqual(answers.map(() => 1))

        // A filter that throws takes every second message with it: of two, one is heard.
        transport.deliver(says('still here', party(), { id: 'good 1' }))
        transport.deliver(says('still here', party(), { id: 'good 2' }))
        scheduler.flush()
        expect(told.filter((event) => event._tag === 'messageReceived' && event.data.messages[0]?.text === 'still here')).toHaveLength(filter ? 1 : 2)
        expect([ask('endChat'), ask('startChat')].map(({ length }) => length)).toEqual([1, 1])
      }),
      { numRuns: 400 }
    )
  })
})
