/** What holds whatever the scripts of a page do: every command is answered once, every subscriber hears everything in order. */
import fc from 'fast-check'
import type { CommandEvent } from '../../../../adapters/bus'
import { bench, heard } from '../kit'

const unreadable = (): object =>
  new Proxy(
    {},
    {
      get: () => {
        throw 'unreadable'
      },
      has: () => {
        throw 'unreadable'
      },
      ownKeys: () => {
        throw 'unreadable'
      }
    }
  )

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** By what they are called in a counterexample. */
const VALUES: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  0: 0,
  7: 7,
  'an empty text': '',
  'a text': 'text',
  true: true,
  'a symbol': Symbol('s'),
  'a function': () => 1,
  'a list': [],
  'an object': {},
  'an object without prototype': Object.create(null),
  'a proxy that throws': unreadable(),
  'a proxy that was revoked': revoked(),
  'a promise': Promise.resolve({}),
  'a thenable that never settles': { then: () => undefined },
  'a frozen object': Object.freeze({})
}

const PLUGINS = ['A', 'B', '__proto__', 'constructor', 'toString']
const TEXTS = ['A.c', 'B.c', 'c', 'A.LOAD', 'A.none', 'None.c', 'toString.c', '__proto__.c', 'constructor.c', 'hasOwnProperty.c', '', '.', '..', 'A.', '.c', 'A.c.d', '$&.$&']
const NAMES: Record<string, unknown> = { ...VALUES, ...Object.fromEntries(TEXTS.map((name) => [`the name ${name}`, name])) }

const HANDLERS: Record<string, (event: CommandEvent) => unknown> = {
  resolves: ({ deferred, data }) => deferred.resolve(data),
  rejects: ({ deferred }) => deferred.reject('no'),
  'resolves, and is asynchronous': async ({ deferred }) => deferred.resolve(),
  'answers twice': ({ deferred }) => {
    deferred.resolve(1)
    deferred.reject(2)
  },
  'answers later': ({ deferred }) => setTimeout(() => deferred.resolve(), 10),
  'hands back the result': ({ deferred }) => {
    setTimeout(() => deferred.reject('later'), 10)
    return deferred.promise()
  },
  throws: () => {
    throw 'thrown'
  },
  'answers and throws': ({ deferred }) => {
    deferred.resolve()
    throw 'thrown'
  },
  'throws, and is asynchronous': async () => {
    throw 'thrown'
  },
  'throws after a while': async () => {
    await undefined
    throw 'thrown'
  },
  'hands back what cannot be read': ({ deferred }) => {
    deferred.resolve()
    return unreadable()
  }
}

type Act =
  | { readonly act: 'register' | 'ready' | 'hookThrows' | 'listen' | 'listenAndThrow' | 'listenAndPublish' | 'listenAndAsk'; readonly plugin: number; readonly handler: string }
  | { readonly act: 'hookReturns' | 'publish' | 'republish'; readonly plugin: number; readonly value: string }
  | { readonly act: 'wait'; readonly plugin: number }
  | { readonly act: 'ask'; readonly plugin: number; readonly name: string; readonly value: string }

const plugin = fc.nat(PLUGINS.length - 1)
const value = fc.constantFrom(...Object.keys(VALUES))
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constantFrom('register', 'ready', 'hookThrows', 'listen', 'listenAndThrow', 'listenAndPublish', 'listenAndAsk'), plugin, handler: fc.constantFrom(...Object.keys(HANDLERS)) }),
  fc.record({ act: fc.constantFrom('hookReturns', 'publish', 'republish'), plugin, value }),
  fc.record({ act: fc.constant('wait'), plugin }),
  fc.record({
    act: fc.constant('ask'),
    plugin,
    name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('the name A.c', 'the name B.c', 'the name c') }, fc.constantFrom(...Object.keys(NAMES))),
    value: fc.oneof({ weight: 4, arbitrary: fc.constant('an object') }, value)
  })
)

it('every command is answered once, and everyone who listens hears every event once, in order', () =>
  fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(act, { maxLength: 40 }), async (async, acts) => {
      const { bus, plugin: register, flush, scripts } = bench()
      bus.configure({ async })
      const plugins = PLUGINS.map(register)
      const asked: unknown[][][] = []
      let published = 0
      /** Numbers of the events that each one who listens should hear, and does. */
      const listening: Array<{ readonly expected: number[]; readonly got: unknown[] }> = []
      const publish = (by: number): void => {
        published += 1
        listening.forEach(({ expected }) => expected.push(published))
        plugins[by]?.publish('e', { n: published })
      }
      for (const one of acts) {
        const it = plugins[one.plugin]
        if (!it) throw new Error('There is no such plugin.')
        switch (one.act) {
          case 'register':
            it.registerCommand('c', HANDLERS[one.handler] ?? (() => undefined))
            break
          case 'ready':
            it.ready()
            break
          case 'hookThrows':
            it.before('A.c', () => {
              throw 'hook'
            })
            break
          case 'hookReturns':
            it.before('B.c', () => VALUES[one.value])
            break
          case 'listen': {
            const mine = { expected: [], got: [] as unknown[] }
            listening.push(mine)
            PLUGINS.forEach((name) => it.subscribe(`${name}.e`, ({ data }) => mine.got.push((data as { n: number }).n)))
            break
          }
          case 'listenAndThrow':
            PLUGINS.forEach((name) =>
              it.subscribe(`${name}.e`, () => {
                throw 'subscriber'
              })
            )
            break
          case 'listenAndPublish':
            it.subscribe('A.e', () => it.publish('other', {}))
            break
          case 'listenAndAsk':
            it.subscribe('A.e', () => asked.push(heard(it.command('A.c'))))
            break
          case 'publish':
            publish(one.plugin)
            break
          case 'republish':
            it.republish('kept', VALUES[one.value])
            break
          case 'wait':
            flush()
            break
          case 'ask':
            asked.push(heard(Reflect.apply(it.command, it, [NAMES[one.name], VALUES[one.value]])))
        }
      }
      plugins.forEach((each) => each.ready())
      flush()
      scripts.forEach(({ failed }) => failed())
      flush()
      await new Promise(setImmediate) // handlers that are asynchronous
      flush()
      expect(asked.map((answers) => answers.length)).toEqual(asked.map(() => 1))
      expect(listening.map(({ got }) => got)).toEqual(listening.map(({ expected }) => expected))
    }),
    { numRuns: 1_000 }
  ))
