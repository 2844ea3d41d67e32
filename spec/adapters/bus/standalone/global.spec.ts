/** The members of the global CXBus. */
import { createBus } from '../../../../adapters/bus'
import type { CommandEvent } from '../../../../adapters/bus'
import { bench, heard, must } from '../kit'

describe('the global', () => {
  it('has the members of CXBus and of a plugin, and getPluginInterface only when unlocked', () => {
    const { bus, plugin } = bench()
    const members = ['command', 'configure', 'data', 'loadFile', 'loadModule', 'loadPlugin', 'registerMaster', 'registerModule', 'registerPlugin', 'subscribe']
    expect(Object.keys(bus)).toEqual(expect.arrayContaining([...members, ...Object.keys(plugin('Any'))]))
    bus.configure({ unlocked: 'yes' })
    expect(bus.getPluginInterface).toBeUndefined()
    const a = plugin('A')
    bus.configure({ unlocked: true })
    expect(bus.getPluginInterface?.('A')).toBe(a)
    expect(bus.getPluginInterface?.('B')).toBeUndefined()
  })

  it('registers a name once, strings only, and not while locked', () => {
    const { bus } = bench()
    expect(bus.registerPlugin('A')).not.toBe(false)
    expect(bus.registerPlugin('A')).toBe(false)
    expect(bus.registerPlugin('a')).not.toBe(false)
    expect(bus.registerPlugin(7 as unknown as string)).toBe(false)
    const master = must(bus.registerMaster())
    expect(Object.keys(master).sort()).toEqual(['config', 'lock', 'unlock'])
    expect(bus.registerMaster()).toBeUndefined()
    master.lock()
    expect(bus.registerPlugin('B')).toBe(false)
    master.unlock()
    expect(bus.registerPlugin('B')).not.toBe(false)
  })

  it('speaks as the plugin "CXBus"', () => {
    const { bus, plugin, flush } = bench()
    const a = plugin('A')
    const calls: CommandEvent[] = []
    a.registerCommand('c', (event) => calls.push(event))
    a.ready()
    bus.command('A.c', { x: 1 })
    bus.data('k', 'v')
    flush()
    expect(calls.map(({ commander }) => commander)).toEqual(['CXBus'])
    expect(a.data('CXBus.k')).toBe('v')
    expect(Object.keys(a.registry())).toEqual(['A'])
    const got = heard(a.command('CXBus.none'))
    flush()
    expect(got).toEqual([['fail', "Command 'CXBus.none' does not exist."]])
  })

  it.each(['constructor', 'toString', '__proto__'])('a plugin may be called %s', (name) => {
    const { plugin, flush } = bench()
    const odd = plugin(name)
    odd.ready()
    const got = heard(plugin('A').command(`${name}.LOAD`))
    flush()
    expect(got).toEqual([['done']])
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'async'],
    ['null values', { async: null, pluginMap: null, pluginsPath: null }],
    ['what throws when it is read', new Proxy({}, { get: () => { throw new Error('no') } })]
  ])('configure leaves everything as it is: %s', (_, options) => {
    const { bus, scripts } = bench()
    const { config } = must(bus.registerMaster())
    expect(() => Reflect.apply(bus.configure, bus, [options])).not.toThrow()
    bus.command('Late.c')
    expect(scripts.map(({ url }) => url)).toEqual(['late.min.js'])
    expect(config).toEqual({ async: true, pluginsPath: '', pluginFilenameFormat: 'plugin.min.js', pluginMap: {}, unlocked: false })
  })

  it('can be made without a browser', () => expect(createBus().registerPlugin('A')).not.toBe(false))
})
