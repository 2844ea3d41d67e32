/** Plugins, files and modules on demand, as CXBus loads them. */
import { createBus } from '../../../../adapters/bus'
import { bench, heard } from '../kit'

describe('loading', () => {
  const NOT_LOADED = 'Could not load plugin file in given location. Check your plugins path option.'

  it('a command loads the plugin it names, once, and runs when the script has registered it', () => {
    const { bus, plugin, flush, scripts } = bench()
    bus.configure({ pluginsPath: 'https://cdn.example/Plugins' })
    const a = plugin('A')
    const got = [heard(a.command('Late.c')), heard(a.command('Late.c'))]
    expect(scripts.map(({ url }) => url)).toEqual(['https://cdn.example/Plugins/late.min.js'])
    const late = plugin('Late')
    late.registerCommand('c', ({ deferred }) => deferred.resolve('here'))
    late.ready()
    scripts[0]?.loaded({})
    flush()
    expect(got).toEqual([[['done', 'here']], [['done', 'here']]])
  })

  it('a name of the old bus names a plugin "cx": not there', () => {
    const { plugin, scripts } = bench()
    const got = heard(plugin('A').command('cx.plugin.A.c'))
    expect(scripts.map(({ url }) => url)).toEqual(['cx.min.js'])
    scripts[0]?.failed()
    expect(got).toEqual([['fail', NOT_LOADED]])
  })

  it('a command without a plugin before its dot loads nothing', () => {
    const { plugin, scripts, flush } = bench()
    const got = heard(plugin('A').command('.c'))
    flush()
    expect(scripts).toEqual([])
    expect(got).toEqual([['fail', NOT_LOADED]])
  })

  it.each<[string, (script: { loaded: (event: unknown) => void; failed: () => void }) => void]>([
    ['fails', ({ failed }) => failed()],
    ['registers nothing', ({ loaded }) => loaded({})]
  ])('a script that %s rejects the command', (_, end) => {
    const { plugin, flush, scripts } = bench()
    const got = heard(plugin('A').command('Late.c'))
    scripts.forEach(end)
    flush()
    expect(got).toEqual([['fail', NOT_LOADED]])
  })

  it('a failed load is tried again by the next command', () => {
    const { plugin, scripts } = bench()
    const a = plugin('A')
    a.command('Late.c')
    scripts[0]?.failed()
    a.command('Late.c')
    expect(scripts).toHaveLength(2)
  })

  it.each([
    ['exact name', { Late: 'https://x.example/ours.js' }, 'https://x.example/ours.js'],
    ['lower case', { late: '/ours.js' }, '/ours.js'],
    ['blocked', { late: false }, undefined],
    ['with a query', { late: '/ours.js?v=2' }, '/ours.js?v=2']
  ])('pluginMap: %s', (_, pluginMap, url) => {
    const { bus, plugin, flush, scripts } = bench()
    bus.configure({ pluginMap })
    const got = heard(plugin('A').command('Late.c'))
    expect(scripts.map((script) => script.url)).toEqual(url === undefined ? [] : [url])
    flush()
    expect(got).toEqual(url === undefined ? [['fail', NOT_LOADED]] : [])
  })

  it('where script elements cannot be made, every command is answered, and loading is tried again', () => {
    const asked: string[] = []
    const bus = createBus((url) => {
      asked.push(url)
      throw new TypeError('This document requires trusted script URLs.')
    })
    const got = [heard(bus.command('Late.c')), heard(bus.command('Late.c')), heard(bus.loadFile('/a.js'))]
    expect([got, asked]).toEqual([
      [[['fail', NOT_LOADED]], [['fail', NOT_LOADED]], [['fail', 'Could not load plugin file: /a.js']]],
      ['late.min.js', 'late.min.js', '/a.js']
    ])
    expect(heard(createBus().command('Late.c'))).toEqual([['fail', NOT_LOADED]]) // there is no document here
  })

  it.each([
    ['constructor', 'constructor.min.js'],
    ['__proto__', '__proto__.min.js'],
    ['toString', 'tostring.min.js'],
    ["$'x$&", "$'x$&.min.js"]
  ])('a plugin may be called %s: its script is asked for by that name', (name, file) => {
    const { bus, scripts } = bench()
    const a = bus.registerPlugin('A')
    if (a) a.command(`${name}.c`)
    bus.loadPlugin(name)
    expect(scripts.map(({ url }) => url)).toEqual([file])
  })

  it('loadPlugin resolves with the load event, and rejects with nothing what is there', () => {
    const { bus, plugin, scripts } = bench()
    plugin('A')
    expect(heard(bus.loadPlugin('a'))).toEqual([['fail']])
    const first = heard(bus.loadPlugin('B'))
    expect(heard(bus.loadPlugin('B'))).toEqual([['fail']])
    const load = { type: 'load' }
    scripts[0]?.loaded(load)
    expect(first).toEqual([['done', load]])
    const failed = heard(bus.loadPlugin('C'))
    scripts[1]?.failed()
    expect(failed).toEqual([['fail', 'Could not load plugin file: c.min.js']])
  })

  it('loadFile runs a file once; loadModule gives what registerModule was given', () => {
    const { bus, scripts } = bench()
    bus.loadFile('/a.js')
    bus.loadFile('/a.js')
    expect(scripts.map(({ url }) => url)).toEqual(['/a.js'])
    const got = heard(bus.loadModule('m'))
    expect(scripts[1]?.url).toBe('m.mod.js')
    expect([bus.registerModule('m', { v: 1 }), bus.registerModule('m', { v: 2 })]).toEqual([true, false])
    scripts[1]?.loaded({})
    expect([got, heard(bus.loadModule('m'))]).toEqual([[['done', { v: 1 }]], [['done', { v: 1 }]]])
  })

  it.each([undefined, null, '', 7, {}, () => 'a'])('%p is no name and no file: answered, and nothing is asked for', (given) => {
    const { bus, scripts, plugin } = bench()
    plugin('A')
    const got = [bus.loadPlugin, bus.loadFile].map((load) => heard(Reflect.apply(load, bus, [given])))
    expect([got, scripts]).toEqual([[[['fail']], [['fail']]], []])
  })
})
