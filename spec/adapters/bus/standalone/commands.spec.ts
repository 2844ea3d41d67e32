/** Commands and their hooks, as CXBus treats them, and answered where it does not. */
import type { CommandEvent } from '../../../../adapters/bus'
import { bench, heard, must } from '../kit'

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
    ['an unknown one', 'A.none', "Command 'A.none' does not exist."],
    ['a handler that throws', 'A.bad', "Command 'A.bad' threw an error."],
    ['no command', 'A.', "Command 'A.' does not exist."],
    ['no name', undefined, "Command 'A.undefined' does not exist."]
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

describe('a handler that is asynchronous', () => {
  it.each<[string, (event: CommandEvent) => Promise<void>, unknown[][], unknown[]]>([
    ['throws', () => Promise.reject('oops'), [['fail', "Command 'A.c' threw an error."]], ['oops']],
    [
      'answers, and throws then',
      async ({ deferred }) => {
        deferred.resolve('done')
        await undefined
        throw 'oops'
      },
      [['done', 'done']],
      ['oops']
    ],
    ['answers', async ({ deferred }) => void deferred.resolve('done'), [['done', 'done']], []]
  ])('%s: one answer, and the page hears what it throws', async (_, handler, answers, thrown) => {
    const { plugin, flush, errors } = bench()
    const a = plugin('A')
    a.registerCommand('c', handler)
    const got = heard(a.command('c'))
    flush()
    await new Promise(setImmediate)
    flush()
    expect([got, errors]).toEqual([answers, thrown])
  })

  it('hands back a result of the bus: its rejection is an answer, and no error', async () => {
    const { plugin, flush, errors } = bench()
    const a = plugin('A')
    a.registerCommand('c', ({ deferred }) => {
      setTimeout(() => deferred.reject('no'), 5)
      return deferred.promise()
    })
    const got = heard(a.command('c'))
    flush()
    await new Promise(setImmediate)
    flush()
    expect([got, errors]).toEqual([[['fail', 'no']], []])
  })
})

describe('what scripts without a compiler ask for', () => {
  it.each<[string, unknown, string]>([
    ['a symbol', Symbol('s'), 'A.Symbol(s)'],
    ['an object without a text', Object.create(null), 'A.'],
    ['a member of every object', 'constructor', 'A.constructor'],
    ['the prototype of every object', '__proto__', 'A.__proto__'],
    ['what is no function', 'none', 'A.none']
  ])('%s is no command: answered so', (_, name, full) => {
    const { plugin, flush, errors } = bench()
    const a = plugin('A')
    a.registerCommand('none', undefined as unknown as () => void)
    const got = heard(a.command(name as string))
    flush()
    expect([got, errors]).toEqual([[['fail', `Command '${full}' does not exist.`]], []])
  })

  it('options that cannot be read reach the handler as they are', () => {
    const { plugin, flush } = bench()
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const a = plugin('A')
    const got: unknown[] = []
    a.registerCommand('c', ({ data, deferred }) => {
      got.push(data === proxy)
      deferred.resolve()
    })
    const answers = heard(a.command('c', proxy))
    flush()
    expect([got, answers]).toEqual([[true], [['done']]])
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
    expect(got).toEqual([['fail', "Command 'A.c' threw an error."]])
    expect(errors).toEqual(['oops'])
  })
})
