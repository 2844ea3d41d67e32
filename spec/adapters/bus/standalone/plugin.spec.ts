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
})
