/** The members of a plugin. */
import { bench } from '../kit'

describe('a plugin', () => {
  it('has the members of a CXBus plugin, and lists its commands and events', () => {
    const { plugin } = bench()
    const a = plugin('A')
    expect(Object.keys(a).sort()).toEqual(
      ['before', 'command', 'data', 'namespace', 'publish', 'publishDirect', 'ready', 'registerCommand', 'registerEvents', 'registry', 'republish', 'subscribe', 'subscribers', 'unsubscribe'].sort()
    )
    expect(a.namespace()).toBe('A')
    expect(a.registerCommand('c', () => undefined)).toBe(true)
    a.registerCommand('c', () => undefined)
    expect(a.registerEvents(['e', 'f'])).toBeUndefined()
    a.registerEvents('g')
    expect(a.registry()).toEqual({ A: { events: ['e', 'f', 'g'], commands: ['COMMANDS', 'EVENTS', 'LOAD', 'c'] } })
  })

  it('lists events that are texts, however many', () => {
    const { plugin } = bench()
    const a = plugin('A')
    ;[undefined, null, 7, {}, [undefined, 'e', 7]].forEach((events) => a.registerEvents(events as string[]))
    a.registerEvents(Array.from({ length: 200_000 }, (_, i) => `e${i}`))
    const { events } = a.registry()['A'] ?? { events: [] }
    expect([events.length, events[0], events[200_000]]).toEqual([200_001, 'e', 'e199999'])
  })

  it('is listed whatever its name', () => {
    const { plugin } = bench()
    const odd = plugin('__proto__')
    plugin('A')
    expect([Object.keys(odd.registry()), Object.getPrototypeOf(odd.registry()) === Object.prototype]).toEqual([['__proto__', 'A'], true])
  })
})
