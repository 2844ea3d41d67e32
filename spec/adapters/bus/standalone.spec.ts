/** Our bus beside the table of what CXBus does. */
import { createBus } from '../../../adapters/bus'
import type { BusEvent, CommandEvent } from '../../../adapters/bus'
import { bench, heard, must, NOW } from './kit'

describe('the global', () => {
  it('has the members of CXBus, and getPluginInterface only when unlocked', () => {
    const { bus, plugin } = bench()
    const members = ['command', 'configure', 'data', 'loadFile', 'loadModule', 'loadPlugin', 'registerMaster', 'registerModule', 'registerPlugin', 'subscribe']
    expect(Object.keys(bus).sort()).toEqual(members)
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
  })

  it('can be made without a browser', () => expect(Object.keys(createBus())).toHaveLength(10))
})

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

describe('commands', () => {
  it('hand over one object, and the options by reference', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const calls: CommandEvent[] = []
    a.registerCommand('c', (event) => calls.push(event))
    a.ready()
    const options = { x: 1 }
    plugin('B').command('A.c', options)
    a.command('c')
    expect(calls).toEqual([])
    flush()
    expect(Object.keys(must(calls[0]))).toEqual(['time', 'commander', 'command', 'deferred', 'data'])
    expect([calls[0]?.commander, calls[0]?.command, calls[1]?.commander, calls[1]?.data]).toEqual(['B', 'A.c', 'A', {}])
    expect(calls[0]?.data).toBe(options)
  })

  it('wait until the plugin is ready, in order, and only its own run before', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const b = plugin('B')
    const got: unknown[] = []
    b.command('A.c', { n: 1 })
    b.command('A.c', { n: 2 })
    a.registerCommand('c', ({ data }) => got.push(data))
    a.command('c', { n: 0 })
    flush()
    expect(got).toEqual([{ n: 0 }])
    a.ready()
    expect(got).toHaveLength(1)
    flush()
    a.ready()
    flush()
    expect(got).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }])
  })

  it('run at once when the bus is not asynchronous', () => {
    const { bus, plugin } = bench()
    bus.configure({ async: false })
    const a = plugin('A')
    a.registerCommand('c', ({ deferred }) => deferred.resolve(1, 2))
    expect(heard(a.command('c'))).toEqual([['done', 1, 2]])
  })

  it('every plugin has COMMANDS, EVENTS and LOAD', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    a.ready()
    const all = ['COMMANDS', 'EVENTS', 'LOAD'].map((name) => heard(a.command(name)))
    flush()
    expect(all).toEqual([[['done']], [['done']], [['done']]])
  })

  it('registering again replaces', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    a.registerCommand('c', ({ deferred }) => deferred.resolve(1))
    a.registerCommand('c', ({ deferred }) => deferred.resolve(2))
    const got = heard(a.command('c'))
    flush()
    expect(got).toEqual([['done', 2]])
  })

  it.each([
    ['an unknown one', 'A.none', "The command 'A.none' does not exist."],
    ['a handler that throws', 'A.bad', "The command 'A.bad' failed: its handler threw an error."],
    ['three segments', 'cx.plugin.A', "The command 'cx.plugin.A' cannot be called: expected a name like 'Plugin.command'."],
    ['no command', 'A.', "The command 'A.' cannot be called: expected a name like 'Plugin.command'."],
    ['no name', undefined, "The command 'A.' cannot be called: expected a name like 'Plugin.command'."]
  ])('answer where CXBus does not: %s', (_, name, text) => {
    const { plugin, flush, errors } = bench()
    const a = plugin('A')
    a.registerCommand('bad', () => {
      throw 'oops'
    })
    a.ready()
    const got = heard(a.command(name as string))
    flush()
    expect(got).toEqual([['fail', text]])
    expect(errors).toEqual(name === 'A.bad' ? ['oops'] : [])
  })
})

describe('before', () => {
  it('hooks run at call time, in order, each with what the one before returned', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const got: unknown[] = []
    expect(a.before('B.c', (options) => ({ ...Object(options), first: true }))).toBe(true)
    a.before('B.c', (options) => ({ ...Object(options), second: true }))
    const b = plugin('B')
    b.registerCommand('c', ({ data }) => got.push(data))
    b.ready()
    plugin('C').command('B.c', { x: 1 })
    flush()
    expect(got).toEqual([{ x: 1, first: true, second: true }])
  })

  it.each([[undefined], [null], [false], ['text']])('one that returns %p cancels, and the next ones do not run', (returned) => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    const later: string[] = []
    a.before('A.c', () => returned)
    a.before('A.c', () => later.push('ran'))
    const got = heard(a.command('c', {}))
    flush()
    expect(got).toEqual([['fail', "Command was cancelled by a 'before' function."]])
    expect(later).toEqual([])
  })

  it('options that are no object are cancelled, null and 0 become {}, arrays pass', () => {
    const { plugin, flush } = bench()
    const a = plugin('A')
    a.registerCommand('c', ({ deferred, data }) => deferred.resolve(data))
    const got = ['text', () => 1, 7, null, 0, [1]].map((options) => heard(a.command('c', options)))
    flush()
    const cancelled = [['fail', "Command was cancelled by a 'before' function."]]
    expect(got).toEqual([cancelled, cancelled, cancelled, [['done', {}]], [['done', {}]], [['done', [1]]]])
  })

  it('one that throws rejects the command, and the page hears of it', () => {
    const { plugin, flush, errors } = bench()
    const a = plugin('A')
    a.before('A.c', () => {
      throw 'oops'
    })
    const got = heard(a.command('c'))
    flush()
    expect(got).toEqual([['fail', "The command 'A.c' failed: a 'before' function threw an error."]])
    expect(errors).toEqual(['oops'])
  })
})

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
    ['no script', { late: '/ours.css' }, undefined]
  ])('pluginMap: %s', (_, pluginMap, url) => {
    const { bus, plugin, flush, scripts } = bench()
    bus.configure({ pluginMap })
    const got = heard(plugin('A').command('Late.c'))
    expect(scripts.map((script) => script.url)).toEqual(url === undefined ? [] : [url])
    flush()
    expect(got).toEqual(url === undefined ? [['fail', NOT_LOADED]] : [])
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
})

describe('a burst', () => {
  it('stays in order when the browser delays one of two timers', () => {
    const timers: Array<() => void> = []
    const bus = createBus({ setTimeout: (run) => timers.unshift(run), now: () => NOW, inject: () => undefined })
    const a = must(bus.registerPlugin('A'))
    const got: unknown[] = []
    a.subscribe('A.e', ({ data }) => got.push(data))
    a.publish('e', 1)
    a.publish('e', 2)
    timers.forEach((run) => run())
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
})
