/** Publish, republish and subscribe, as CXBus does them. */
import type { BusEvent } from '../../../../adapters/bus'
import { bench, NOW } from '../kit'

describe('events', () => {
  it('reach every subscriber in a task of its own, in order, each with its own object and the same data', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const b = plugin('B')
    const got: BusEvent[] = []
    expect(b.subscribe('A.e', (event) => got.push(event))).toBe('A.e')
    a.subscribe('A.e', (event) => got.push(event))
    b.subscribe('A.f', (event) => got.push(event))
    const data = { n: 1 }
    expect(a.publish('e', data)).toBe(true)
    a.publishDirect('f', 'text')
    expect(got).toEqual([])
    flush()
    expect(got.map((event) => JSON.stringify(event))).toEqual([
      `{"time":${NOW},"publisher":"A","event":"A.e","data":{"n":1}}`,
      `{"time":${NOW},"publisher":"A","event":"A.e","data":{"n":1}}`,
      `{"time":${NOW},"publisher":"A","event":"A.f","data":"text"}`
    ])
    expect(got[0]?.data).toBe(data)
    expect(got[1]?.data).toBe(data)
    expect(got[0]).not.toBe(got[1])
  })

  it.each([[undefined], [null], [0], ['']])('falsy data %p becomes {}', (data) => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const got: unknown[] = []
    a.subscribe('A.e', (event) => got.push(event.data))
    a.publish('e', data)
    flush()
    expect(got).toEqual([{}])
  })

  it('a subscriber that throws stops nobody, and the page hears of it', () => {
    const { plugin, flush, errors, bus } = bench()
    const a = plugin('A')
    const got: string[] = []
    a.subscribe('A.e', () => {
      throw 'bad'
    })
    a.subscribe('A.e', () => got.push('good'))
    a.publish('e')
    flush()
    bus.configure({ async: false })
    a.publish('e')
    expect(got).toEqual(['good', 'good'])
    flush()
    expect(errors).toEqual(['bad', 'bad'])
  })

  it('republish is told to later subscribers, the latest one, whatever was only published since', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const got: unknown[] = []
    a.republish('ready', 1)
    a.republish('ready', 2)
    a.publish('ready', 3)
    flush()
    plugin('B').subscribe('A.ready', ({ data }) => got.push(data))
    expect(got).toEqual([])
    flush()
    expect(got).toEqual([2])
  })

  it('unsubscribe takes back all of this plugin, and late subscribers still hear what was republished', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const b = plugin('B')
    const got: string[] = []
    a.republish('e', {})
    a.subscribe('A.e', () => got.push('a1'))
    a.subscribe('A.e', () => got.push('a2'))
    b.subscribe('A.e', () => got.push('b'))
    expect([a.unsubscribe('A.e'), b.unsubscribe('A.e'), b.unsubscribe('A.e'), b.unsubscribe('X.y')]).toEqual([true, true, false, false])
    flush()
    got.length = 0
    a.publish('e')
    b.subscribe('A.e', () => got.push('again'))
    flush()
    expect(got).toEqual(['again'])
  })

  it('subscribe without a function answers false; subscribers lists who listens to whom', () => {
    const { plugin } = bench()
    const a = plugin('A')
    expect(a.subscribe('B.e', undefined as unknown as () => void)).toBe(false)
    a.subscribe('B.e', () => undefined)
    a.subscribe('C.e', () => undefined)
    expect(plugin('B').subscribers()).toEqual({ 'B.e': ['A'] })
  })
})

describe('what scripts without a compiler listen to', () => {
  it.each([undefined, null, '', 7, {}, Symbol('s')])('%p is no event: false, and the list of those who listen stays whole', (event) => {
    const { plugin } = bench()
    const a = plugin('A')
    a.subscribe('A.e', () => undefined)
    expect(a.subscribe(event as string, () => undefined)).toBe(false)
    expect(a.subscribers()).toEqual({ 'A.e': ['A'] })
    expect(a.unsubscribe(event as string)).toBe(false)
  })

  it('an event may be called __proto__', () => {
    const { plugin } = bench()
    const odd = plugin('__proto__')
    odd.subscribe('__proto__', () => undefined)
    const all = odd.subscribers()
    expect([Object.keys(all), Object.values(all)]).toEqual([['__proto__'], [['__proto__']]])
  })
})

describe('what a subscriber does while it is told', () => {
  it.each([true, false])('publishing, subscribing and leaving: those who listened when the event came are told of it, once (async: %p)', (async) => {
    const { bus, plugin, flush } = bench()
    bus.configure({ async })
    const a = plugin('A')
    const b = plugin('B')
    const got: string[] = []
    a.subscribe('A.e', ({ data }) => {
      const { n } = data as { n: number }
      got.push(`first ${n}`)
      if (n !== 1) return
      a.publish('f', {})
      a.subscribe('A.e', (later) => got.push(`late ${(later.data as { n: number }).n}`))
      b.unsubscribe('A.e')
    })
    b.subscribe('A.e', ({ data }) => got.push(`leaving ${(data as { n: number }).n}`))
    a.subscribe('A.f', () => got.push('f'))
    a.publish('e', { n: 1 })
    flush()
    a.publish('e', { n: 2 })
    flush()
    const told = async ? ['first 1', 'leaving 1', 'f'] : ['first 1', 'f', 'leaving 1']
    expect(got).toEqual([...told, 'first 2', 'late 2'])
  })
})

/** Timers that the spec runs. */
const held = (): Array<() => void> => {
  const timers: Array<() => void> = []
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((run) => timers.push(run) as never) // nobody clears it
  return timers
}

describe('a burst', () => {
  it('stays in order when the browser delays one of two timers', () => {
    const timers = held()
    const a = bench().plugin('A')
    const got: unknown[] = []
    a.subscribe('A.e', ({ data }) => got.push(data))
    a.publish('e', 1)
    a.publish('e', 2)
    timers.reverse().forEach((run) => run())
    expect(got).toEqual([1, 2])
  })

  it('of 20,000 events stays in order, and its cost does not grow with it', () => {
    const { bus, plugin, flush } = bench()
    bus.configure({ async: false })
    const a = plugin('A')
    let last = -1
    a.subscribe('A.e', ({ data }) => {
      expect((data as { n: number }).n).toBe(last + 1)
      last += 1
    })
    for (let n = 0; n < 20_000; n += 1) a.publish('e', { n })
    flush()
    expect(last).toBe(19_999)
  })

  it('of 100,000 waiting tasks takes them in order, and not seconds', () => {
    const timers = held()
    const a = bench().plugin('A')
    let last = -1
    let jumps = 0
    a.subscribe('A.e', ({ data }) => {
      const { n } = data as { n: number }
      if (n !== last + 1) jumps += 1
      last = n
    })
    for (let n = 0; n < 100_000; n += 1) a.publish('e', { n })
    const before = performance.now()
    timers.forEach((run) => run())
    expect([last, jumps]).toEqual([99_999, 0])
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
