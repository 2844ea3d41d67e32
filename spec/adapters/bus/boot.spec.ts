/** From a configuration, or none, to a service on the bus. */
import { NEVER, of, VirtualTimeScheduler } from 'rxjs'
import { boot } from '../../../adapters/bus'
import type { BackEnd, Environment, Plugin } from '../../../adapters/bus'
import { success } from '../../../lib'
import { commands } from '../../../lib/commands'
import { agreeable, memoryTransport } from '../../../testing/memoryTransport'
import type { Script } from '../../../testing/memoryTransport'
import { bench, heard } from './kit'
import type { Bench } from './kit'

const nowhere: Environment = {
  fetch: () => Promise.reject(new Error('no network here')),
  upload: () => Promise.reject(new Error('no network here')),
  WebSocket: class {
    constructor() {
      throw new Error('no network here')
    }
  } as unknown as Environment['WebSocket'], // never constructed
  store: { get: () => undefined, set: () => undefined, remove: () => undefined },
  uuid: () => 'u',
  random: () => 0,
  scheduler: new VirtualTimeScheduler()
}

interface Stage extends Bench {
  readonly site: Plugin
  readonly start: (widgets: unknown) => void
  readonly errors$: unknown[]
  readonly told: string[]
  readonly mains: unknown[]
  readonly transports: Array<ReturnType<typeof memoryTransport>>
}

const stage = (script: Script = agreeable): Stage => {
  const made = bench()
  const mains: unknown[] = []
  const transports: Stage['transports'] = []
  const backEnd = (type: string): BackEnd => ({
    type,
    open: (config) => {
      const { transport } = config as { transport: { dataURL?: unknown } }
      if (typeof transport.dataURL !== 'string') return { _tag: 'Left', left: [`webchat.transport.dataURL: expected a URL, found ${String(transport.dataURL)}`] }
      const opened = memoryTransport(script)
      transports.push(opened)
      return { _tag: 'Right', right: opened }
    }
  })
  const site = made.plugin('Site')
  const errors$: unknown[] = []
  const told: string[] = []
  site.subscribe('WebChatService.ready', () => told.push('ready'))
  site.subscribe('WebChatService.error', ({ data }) => errors$.push(data))
  const { start } = boot({
    plugin: made.plugin('WebChatService'),
    backEnds: [backEnd('one'), backEnd('two')],
    environment: (main) => {
      mains.push(main)
      return nowhere
    }
  })
  return { ...made, site, start, errors$, told, mains, transports }
}

const good = { transport: { type: 'two', dataURL: 'x' } }

describe('with a configuration', () => {
  it('commands that waited run, ready is told and replayed, and main reaches the environment', () => {
    const { site, start, flush, told, plugin, mains, errors$ } = stage()
    const waited = heard(site.command('WebChatService.verifySession'))
    flush()
    expect(waited).toEqual([])
    start({ webchat: good, main: { deploymentID: 'd' } })
    flush()
    expect(waited).toEqual([['done', { sessionActive: false }]])
    plugin('Late').subscribe('WebChatService.ready', ({ data }) => told.push(JSON.stringify(data)))
    flush()
    expect(told).toEqual(['ready', '{}'])
    expect(mains).toEqual([{ deploymentID: 'd' }])
    expect(errors$).toEqual([])
  })

  it('the stored session is restored first, and verifySession waits for it', () => {
    const { site, start, flush, transports } = stage((call) => (call.type === 'restore' ? NEVER : agreeable(call)))
    const asked = heard(site.command('WebChatService.verifySession'))
    start({ webchat: good })
    flush()
    expect(transports.map(({ calls }) => calls)).toEqual([[{ type: 'restore', sessionData: undefined }]])
    expect(asked).toEqual([])
  })

  it('the same on a bus that runs commands at once', () => {
    const { bus, site, start } = stage((call) => (call.type === 'restore' ? NEVER : agreeable(call)))
    bus.configure({ async: false })
    const asked = heard(site.command('WebChatService.verifySession'))
    start({ webchat: good })
    expect(asked).toEqual([])
  })

  it('a session that is there is restored and told of', () => {
    const { site, start, flush, told } = stage((call) => (call.type === 'restore' ? of({ _tag: 'Right', right: { response: success() } }) : agreeable(call)))
    site.subscribe('WebChatService.restored', ({ data }) => told.push(JSON.stringify(data)))
    const asked = heard(site.command('WebChatService.verifySession'))
    start({ webchat: good })
    flush()
    expect(told).toEqual(['ready', '{"async":false}'])
    expect(asked).toEqual([['done', { sessionActive: true }]])
  })

  it('commands of a plugin that is ready already wait for it, in their order', () => {
    const { bus, site, start, flush, mains } = stage()
    bus.configure({ unlocked: true })
    bus.getPluginInterface?.('WebChatService')?.ready()
    const order: string[] = []
    const got = ['configure', 'startChat', 'verifySession'].map((name) => heard(site.command(`WebChatService.${name}`).always(() => order.push(name))))
    flush()
    expect(got).toEqual([[], [], []])
    start({ webchat: good, main: { deploymentID: 'd' } })
    flush()
    expect(order).toEqual(['configure', 'startChat', 'verifySession'])
    expect(got).toMatchObject([[['fail', 'configure: expected once, before start-up.']], [['done', { data: { sessionId: 's1' } }]], [['done', { sessionActive: true }]]])
    expect(mains).toEqual([{ deploymentID: 'd' }])
  })

  it('a second one is refused', () => {
    const { site, start, flush, transports } = stage()
    start({ webchat: good })
    start({ webchat: good })
    const got = heard(site.command('WebChatService.configure', good))
    flush()
    expect(transports).toHaveLength(1)
    expect(got).toEqual([['fail', 'configure: expected once, before start-up.']])
  })
})

const frozen = new Proxy({}, { get: () => { throw new Error('no') } })

describe('without one that can be used', () => {
  it.each<[string, unknown, string]>([
    ['no widgets', undefined, 'webchat: expected an object, found undefined'],
    ['no section', {}, 'webchat: expected an object, found undefined'],
    ['a text', { webchat: 'x' }, 'webchat: expected an object, found "x"'],
    ['no transport', { webchat: {} }, 'webchat.transport: expected an object, found undefined'],
    ['no type', { webchat: { transport: {} } }, "webchat.transport.type: expected 'one' or 'two', found undefined"],
    ['an unknown type', { webchat: { transport: { type: 'three' } } }, 'webchat.transport.type: expected \'one\' or \'two\', found "three"'],
    ['a type of Object.prototype', { webchat: { transport: { type: 'constructor' } } }, 'webchat.transport.type: expected \'one\' or \'two\', found "constructor"'],
    ['a problem of the back end', { webchat: { transport: { type: 'one' } } }, 'webchat.transport.dataURL: expected a URL, found undefined'],
    [
      'several problems of what back ends share, which come first',
      { webchat: { ajaxTimeout: -1, restoreTimeout: 0, transport: { type: 'one' } } },
      'webchat.ajaxTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found -1; webchat.restoreTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found 0'
    ],
    ['one that throws', { webchat: frozen }, 'webchat: expected an object that can be read, found one that throws']
  ])('%s: every command says why, and so does an error event', (_, widgets, problem) => {
    const { site, start, flush, told, errors$ } = stage()
    const text = `WebChatService is not configured. ${problem}`
    const asked = Object.keys(commands)
      .filter((name) => name !== 'configure')
      .map((name) => heard(site.command(`WebChatService.${name}`)))
    start(widgets)
    flush()
    expect(asked).toEqual(asked.map(() => [['fail', text]]))
    expect(told).toEqual(['ready'])
    expect(errors$).toMatchObject([{ statusText: text, errorReason: 'configuration', errors: [{ code: 'InvalidConfiguration', text }] }])
  })

  it('nothing is opened', () => {
    const { start, transports } = stage()
    start({ webchat: { ...good, ajaxTimeout: 'soon' } })
    expect(transports).toEqual([])
  })

  it('the configure command brings one, says what is wrong with another, and then refuses', () => {
    const { site, start, flush } = stage()
    start({})
    const got = [{}, good, good].map((config) => heard(site.command('WebChatService.configure', config)))
    const started = heard(site.command('WebChatService.startChat'))
    flush()
    expect(got).toEqual([
      [['fail', 'WebChatService is not configured. webchat.transport: expected an object, found undefined']],
      [['done']],
      [['fail', 'configure: expected once, before start-up.']]
    ])
    expect(started).toMatchObject([['done', { data: { sessionId: 's1' } }]])
  })

  it('what a subscriber asks for while the service is being attached is carried out', () => {
    const { bus, site, start, flush } = stage()
    bus.configure({ async: false })
    start({})
    const got: unknown[][][] = []
    site.subscribe('WebChatService.data.sessionActive', () => got.push(heard(site.command('WebChatService.getStats'))))
    const configured = heard(site.command('WebChatService.configure', good))
    flush()
    expect([configured, got]).toEqual([[['done']], [[['done', { agents: {}, startTime: false, endTime: false, duration: false }]]]])
  })

  it('a later start brings one', () => {
    const { site, start, flush } = stage()
    start({})
    start({ webchat: good })
    const got = heard(site.command('WebChatService.verifySession'))
    flush()
    expect(got).toEqual([['done', { sessionActive: false }]])
  })
})
