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
