/** The data of plugins, as CXBus keeps and publishes them. */
import { bench, NOW } from '../kit'

describe('data', () => {
  it('publishes each change three times, in this order', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const got: unknown[] = []
    ;['A.data', 'A.data.k', "A.data.k:'v'", 'A.data.k:1'].forEach((name) => plugin(name).subscribe(name, ({ event, data }) => got.push([event, JSON.parse(JSON.stringify(data))])))
    expect(a.data('k', 'v')).toBe('v')
    flush()
    expect(got).toEqual([
      ['A.data', { k: { value: 'v', time: NOW } }],
      ['A.data.k', { value: 'v', time: NOW }],
      ["A.data.k:'v'", { value: 'v', time: NOW }]
    ])
    got.length = 0
    a.data('k', 'v')
    a.data('k', undefined)
    a.data('k', null)
    flush()
    expect(got).toEqual([])
    a.data('k', 1)
    flush()
    expect(got.map((one) => (one as unknown[])[0])).toEqual(['A.data', 'A.data.k', 'A.data.k:1'])
  })

  it.each<[string, unknown, string]>([
    ['an object without a text', Object.create(null), '[object Object]'],
    ['an object whose text throws', { toString: () => { throw new Error('no') } }, '[object Object]'],
    ['user data with such a key', { toString: 'x' }, '[object Object]'],
    ['a symbol', Symbol('s'), 'Symbol(s)']
  ])('%s is kept and told of', (_, value, printed) => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const got: string[] = []
    ;['A.data', 'A.data.k', `A.data.k:${printed}`].forEach((name) => a.subscribe(name, ({ event }) => got.push(event)))
    a.data('k', 'first')
    flush()
    got.length = 0
    expect(a.data('k', value)).toBe(value)
    flush()
    expect(got).toEqual(['A.data', 'A.data.k', `A.data.k:${printed}`])
    expect(a.data('k')).toBe(value)
    a.data('k', 'text')
    expect(a.data('k')).toBe('text')
  })

  it('a key may be called __proto__: it is a key of the bag', () => {
    const { plugin } = bench()
    const a = plugin('A')
    a.data('__proto__', 1)
    const bag = a.data() as object
    expect([a.data('__proto__'), Object.keys(bag), Object.getPrototypeOf(bag) === Object.prototype]).toEqual([1, ['__proto__'], true])
  })

  it('false is a first value; others read it; the bag is the whole', () => {
    const { plugin } = bench()
    const a = plugin('A')
    expect(a.data('k')).toBeUndefined()
    a.data('k', false)
    expect([a.data('k'), plugin('B').data('A.k'), plugin('C').data('X.k'), a.data('A.x')]).toEqual([false, false, undefined, undefined])
    expect({ ...(a.data() as object) }).toEqual({ k: { last: undefined, value: false, time: NOW } })
    expect(a.data('__proto__')).toBeUndefined()
  })
})
