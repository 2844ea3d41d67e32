/** What the script bundle does with a page: with a bus and without, configured before it and after it. */
import { of } from 'rxjs'
import { runScript } from '../../../adapters/bus/runScript'
import type { Page, Widgets } from '../../../adapters/bus/Page'
import { createApp } from '../../../adapters/bus/standalone/app'
import { createBus, createDeferred } from '../../../adapters/bus'
import type { BackEnd, Bus, CommandEvent, Environment, Plugin } from '../../../adapters/bus'
import { failure, success } from '../../../lib'
import { agreeable, memoryTransport } from '../../../testing/memoryTransport'
import { heard, must, timers } from './kit'
import type { Timers } from './kit'

const memory: BackEnd = { type: 'memory', open: () => ({ _tag: 'Right', right: memoryTransport() }) }
const webchat = { transport: { type: 'memory' } }

interface Stage extends Timers {
  readonly page: Page & { document: { readyState: DocumentReadyState } }
  /** Evaluates the bundle. */
  readonly run: () => void
  readonly fire: (type: string) => void
  readonly bus: () => Bus
  /** A command's answer so far. */
  readonly verify: () => unknown[][]
}

const stage = (readyState: DocumentReadyState, first: Partial<Page> = {}): Stage => {
  const listeners: Array<[string, () => void]> = []
  const addEventListener = (type: string, listener: unknown): void => void listeners.push([type, listener as () => void])
  const page: Stage['page'] = { ...first, document: { readyState }, setTimeout, addEventListener }
  const bus = (): Bus => must(page.CXBus)
  return {
    ...timers(),
    page,
    run: () => {
      runScript(page, [memory], () => ({ store: {} }) as Environment) // the memory back end asks nothing of it
      page.CXBus?.configure({ async: false })
    },
    fire: (type) => listeners.filter(([name]) => name === type).forEach(([, listener]) => listener()),
    bus,
    verify: () => heard(bus().command('WebChatService.verifySession'))
  }
}

const answered = [['done', { sessionActive: false }]]

describe('on a page without a bus', () => {
  it('brings one, with QuickBus and Common, before anything else runs', () => {
    const { page, run, bus } = stage('loading')
    run()
    const { bus: quick, common } = must(page._genesys?.widgets)
    expect(quick?.namespace()).toBe('QuickBus')
    expect(quick?.registerPlugin).toBe(bus().registerPlugin)
    expect(Object.keys(common ?? {})).toEqual(['checkPath', 'createPath'])
    expect(bus().registerPlugin('WebChatService')).toBe(false)
  })

  it('extensions, then App.ready, then onReady with the QuickBus, then script extensions, then preloading', () => {
    const order: string[] = []
    const widgets: Widgets = {
      webchat,
      main: { preload: ['Later'] },
      extensions: {
        url: 'https://site.example/extension.js',
        one: (...given: unknown[]) => {
          const [jQuery, bus, common] = given as [unknown, Bus, object]
          order.push(`one ${String(jQuery)} ${Object.keys(common).join()}`)
          const plugin = must(bus.registerPlugin('One'))
          plugin.subscribe('App.ready', ({ data }) => order.push(`App.ready ${String(data === widgets)}`))
          plugin.subscribe('WebChatService.ready', () => order.push('WebChatService.ready'))
          plugin.command('WebChatService.verifySession').done(({ sessionActive }) => order.push(`verified ${String(sessionActive)}`))
          plugin.republish('ready')
          plugin.ready()
          plugin.ready()
        },
        bad: () => {
          throw new Error('a site\'s own')
        },
        two: () => order.push('two')
      },
      onReady: (quick: unknown) => order.push(`onReady ${String(quick === widgets.bus)}`)
    }
    const { run, fire, bus, flush, page } = stage('loading', { jQuery: 'jQuery', _genesys: { widgets } })
    run()
    expect(order).toEqual([])
    bus().loadFile = (url) => {
      if (typeof url === 'string') order.push(`file ${url}`)
      return bus().command('CXBus.none')
    }
    bus().loadPlugin = (name) => {
      order.push(`preload ${name}`)
      return bus().command('CXBus.none')
    }
    fire('DOMContentLoaded')
    expect(() => jest.advanceTimersByTime(0)).toThrow("a site's own") // to the page's own error handling
    const started = ['one jQuery checkPath,createPath', 'two', 'WebChatService.ready', 'verified false', 'App.ready true', 'onReady true', 'file https://site.example/extension.js']
    expect([...order].sort()).toEqual([...started].sort())
    expect(order.indexOf('two')).toBeLessThan(order.indexOf('App.ready true'))
    expect(order.slice(-2)).toEqual(['onReady true', 'file https://site.example/extension.js'])
    flush()
    expect(order[order.length - 1]).toBe('preload Later')
    expect(page._genesys?.widgets).toBe(widgets)
  })

  it('a configuration that stands after the script is found, in an object of its own', () => {
    const { page, run, fire, verify } = stage('loading')
    run()
    const got = verify()
    page._genesys = { widgets: { webchat } }
    expect(got).toEqual([])
    fire('DOMContentLoaded')
    expect(got).toEqual(answered)
    expect(page._genesys.widgets?.bus?.namespace()).toBe('QuickBus')
  })

  it.each<[string, DocumentReadyState, boolean, (stage: Stage) => void]>([
    ['evaluated late, configured', 'complete', true, () => undefined],
    ['evaluated between, configured', 'interactive', true, () => undefined],
    ['evaluated between, configured by the time the page has loaded', 'interactive', false, ({ fire }) => fire('load')],
    ['evaluated late, configured by who loaded it', 'complete', false, () => undefined]
  ])('%s', (_, readyState, before, then) => {
    const made = stage(readyState, before ? { _genesys: { widgets: { webchat } } } : {})
    made.run()
    const got = made.verify()
    if (!before) made.page._genesys = { widgets: { webchat } }
    then(made)
    made.flush()
    expect(got).toEqual(answered)
  })

  it('a page that never configures hears why', () => {
    const { run, fire, verify } = stage('loading')
    run()
    const got = verify()
    fire('DOMContentLoaded')
    expect(got).toEqual([['fail', 'WebChatService is not configured. webchat: expected an object, found undefined']])
  })

  it.each([[undefined], [null], ['x'], [[]], [{ extensions: 'x', main: 7, onReady: {} }], [Object.freeze({ webchat })]])('strange widgets %#: the bus is there, commands are answered', (widgets) => {
    const { page, run, fire, verify } = stage('loading', { _genesys: { widgets: widgets as Widgets } })
    run()
    fire('DOMContentLoaded')
    expect(verify()).toHaveLength(1)
    expect(page.CXBus).toBeDefined()
  })

  it('a script that is included twice runs once', () => {
    const { run, fire, bus, flush } = stage('loading', { _genesys: { widgets: { webchat } } })
    const readies: unknown[] = []
    run()
    bus().subscribe('WebChatService.ready', (event) => readies.push(event))
    run()
    fire('DOMContentLoaded')
    flush()
    expect(readies).toHaveLength(1)
    expect(bus().getPluginInterface).toBeUndefined()
    expect(bus().data('WebChatService.by')).toBe('webchat-service')
  })

  it('App.registerExtension runs one later', () => {
    const { run, fire, bus } = stage('loading')
    const got: unknown[] = []
    run()
    fire('DOMContentLoaded')
    expect(heard(bus().command('App.registerExtension', { name: 'Late', extension: (_: unknown, given: unknown) => got.push(given) }))).toEqual([['done']])
    expect(got).toEqual([bus()])
  })
})

describe('on a page with a bus', () => {
  const withBus = (): Stage & { core: (widgets: Widgets) => void } => {
    const made = stage('loading')
    const bus = createBus()
    made.page.CXBus = bus
    return {
      ...made,
      core: (widgets) => {
        const app = must(bus.registerPlugin('App'))
        app.republish('ready', widgets)
        app.ready()
      }
    }
  }

  it('registers at once, and starts with what App.ready brings', () => {
    const { page, run, bus, core, verify } = withBus()
    const before = page.CXBus
    run()
    expect(page.CXBus).toBe(before)
    expect(page._genesys).toBeUndefined()
    expect(bus().registerPlugin('WebChatService')).toBe(false)
    const got = verify()
    core({ webchat })
    expect(got).toEqual(answered)
  })

  it('App.ready that came first is heard', () => {
    const { run, core, verify, flush } = withBus()
    core({ webchat })
    run()
    flush()
    expect(verify()).toEqual(answered)
  })

  it('without a core, the page\'s own configuration counts after a while', () => {
    const { page, run, fire, flush, verify } = withBus()
    page._genesys = { widgets: { webchat } }
    run()
    const got = verify()
    fire('load')
    expect(got).toEqual([])
    flush()
    expect(got).toEqual(answered)
  })

  it('a core that comes in time is waited for', () => {
    const { run, bus, fire, flush, verify } = withBus()
    run()
    const got = verify()
    must(bus().registerPlugin('App'))
    fire('load')
    flush()
    expect(got).toEqual([])
  })

  it('a WebChatService that is there is taken over', () => {
    const { run, bus, core, verify } = withBus()
    const theirs = must(bus().registerPlugin('WebChatService'))
    theirs.registerCommand('verifySession', ({ deferred }) => deferred.resolve('theirs'))
    theirs.ready()
    run()
    core({ webchat })
    expect(verify()).toEqual(answered)
  })

  it('one that cannot be taken over stays', () => {
    const { page, run, verify, bus, flush } = withBus()
    const theirs = must(bus().registerPlugin('WebChatService'))
    theirs.registerCommand('verifySession', ({ deferred }) => deferred.resolve('theirs'))
    theirs.ready()
    page.CXBus = { ...bus(), configure: () => undefined }
    run()
    const got = verify()
    flush()
    expect(got).toEqual([['done', 'theirs']])
  })

  it('a configuration that comes after App.ready is waited for', () => {
    const { run, bus, fire, core, verify } = withBus()
    bus().configure({ async: false })
    const widgets: Widgets = {}
    core(widgets)
    run()
    const got = verify()
    expect(got).toEqual([])
    widgets.webchat = webchat
    fire('load')
    expect(got).toEqual(answered)
  })
})

describe('commands in the tick in which the script is evaluated', () => {
  const started = [['done', expect.objectContaining({ data: { sessionId: 's1' } })]]

  /** A bus with the name taken by a plugin that is ready. */
  const taken = (): Stage => {
    const made = stage('complete')
    const bus = createBus()
    made.page.CXBus = bus
    must(bus.registerPlugin('WebChatService')).ready()
    return { ...made, run: () => runScript(made.page, [memory], () => ({ store: {} }) as Environment) }
  }

  const core = (bus: Bus): void => {
    const app = must(bus.registerPlugin('App'))
    app.republish('ready', { webchat })
    app.ready()
  }

  it('are carried out when the core is there', () => {
    const { run, bus, flush } = taken()
    core(bus())
    run()
    const got = heard(bus().command('WebChatService.startChat'))
    flush()
    expect(got).toEqual(started)
  })

  it('are carried out when the core comes in the same tick', () => {
    const { run, bus, flush } = taken()
    run()
    const got = heard(bus().command('WebChatService.startChat'))
    core(bus())
    flush()
    expect(got).toEqual(started)
  })

  it('are carried out when no core comes, and the configuration later in the tick', () => {
    const { page, run, bus, flush } = taken()
    run()
    const got = heard(bus().command('WebChatService.startChat'))
    page._genesys = { widgets: { webchat } }
    flush()
    expect(got).toEqual(started)
  })

  it('are answered with what is missing when no configuration comes', () => {
    const { run, bus, flush } = taken()
    run()
    const got = heard(bus().command('WebChatService.startChat'))
    flush()
    expect(got).toEqual([['fail', 'WebChatService is not configured. webchat: expected an object, found undefined']])
  })

  it('keep their order, and wait for one who hears of ready too', () => {
    const { run, bus, flush } = taken()
    bus().configure({ async: false })
    run()
    const order: string[] = []
    const ask = (name: string, as: string): void => void bus().command(`WebChatService.${name}`, { message: 'x' }).done(() => order.push(as))
    bus().subscribe('WebChatService.ready', () => ask('sendMessage', 'third'))
    ask('startChat', 'first')
    ask('sendMessage', 'second')
    core(bus())
    flush()
    expect(order).toEqual(['first', 'second', 'third'])
  })

  it('are carried out by a bus that looks for the handler when it is asked, and calls it later', () => {
    const { page, bus, run, flush } = taken()
    const below = bus()
    below.configure({ unlocked: true })
    const theirs = must(below.getPluginInterface?.('WebChatService'))
    const handlers: Record<string, (event: CommandEvent) => unknown> = {}
    const registerCommand: Plugin['registerCommand'] = (name, handler) => {
      handlers[name] = handler
      return true
    }
    page.CXBus = { ...below, getPluginInterface: () => ({ ...theirs, registerCommand }) }
    const ask = (name: string): unknown[][] => {
      const deferred = createDeferred()
      const handler = must(handlers[name])
      setTimeout(() => handler({ time: 0, commander: 'Site', command: `WebChatService.${name}`, deferred, data: {} }), 0)
      return heard(deferred.promise())
    }
    core(below)
    run()
    const got = [ask('startChat'), ask('configure')]
    flush()
    expect(got).toEqual([started, [['fail', 'configure: expected once, before start-up.']]])
  })
})

describe('loaded by name, on demand, by a bus whose App keeps a list of what to load', () => {
  /** A site of which pages come and go: what it stores stays, and so does the server. */
  const site = (): { visit: () => Stage & { asked: string[]; told: string[] }; kept: Map<string, string>; restorable: { now: 'there' | 'away' | 'gone' | 'over' | 'never' } } => {
    const kept = new Map<string, string>()
    const store: Environment['store'] = { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) }
    const restorable = { now: 'gone' as 'there' | 'away' | 'gone' | 'over' | 'never' }
    const backEnd: BackEnd = {
      type: 'memory',
      open: () => ({
        _tag: 'Right',
        right: memoryTransport((call) => {
          if (call.type !== 'restore') return agreeable(call)
          if (restorable.now === 'there') return of({ _tag: 'Right', right: { response: success() } })
          if (restorable.now === 'away') return of({ _tag: 'Left', left: failure('network', 'No network.') })
          if (restorable.now === 'over') return of({ _tag: 'Left', left: failure('http', 'Not found', { status: 404 }) })
          if (restorable.now === 'never') return of({ _tag: 'Left', left: failure('NoSession', 'Nothing is stored.') })
          return agreeable(call)
        })
      })
    }
    return {
      kept,
      restorable,
      visit: () => {
        const made = stage('complete', { _genesys: { widgets: { webchat } } })
        const asked: string[] = []
        const told: string[] = []
        const bus = createBus((url, loaded) => {
          asked.push(url)
          runScript(made.page, [backEnd], () => ({ store }) as Environment)
          loaded({})
        })
        made.page.CXBus = bus
        ;['started', 'restored', 'restoreFailed', 'ended'].forEach((name) => bus.subscribe(`WebChatService.${name}`, () => told.push(name)))
        createApp({ bus, page: made.page, storeOf: () => store })()
        return { ...made, asked, told }
      }
    }
  }

  it('a page after a navigation restores the chat by itself, and none does after its end', () => {
    const { visit, restorable } = site()
    const first = visit()
    first.flush()
    expect(first.asked).toEqual([])
    const got = heard(first.bus().command('WebChatService.startChat'))
    first.flush()
    expect([first.asked, got.map(([how]) => how), first.told]).toEqual([['webchatservice.min.js'], ['done'], ['started']])

    restorable.now = 'there'
    const second = visit()
    second.flush()
    expect([second.asked, second.told]).toEqual([['webchatservice.min.js'], ['restored']])

    restorable.now = 'away'
    const third = visit()
    third.flush()
    expect([third.asked, third.told]).toEqual([['webchatservice.min.js'], ['restoreFailed']])

    restorable.now = 'there'
    const fourth = visit()
    fourth.flush()
    fourth.bus().command('WebChatService.endChat')
    fourth.flush()
    expect(fourth.told).toEqual(['restored', 'ended'])

    const fifth = visit()
    fifth.flush()
    expect([fifth.asked, fifth.told]).toEqual([[], []])
  })

  it.each<['over' | 'never', ReadonlyArray<string>]>([
    ['over', ['restoreFailed']],
    ['never', []]
  ])('a page that finds the chat gone (%s) takes it off the list: the next one loads nothing', (now, told) => {
    const { visit, restorable, kept } = site()
    const first = visit()
    first.bus().command('WebChatService.startChat')
    first.flush()
    restorable.now = now
    const second = visit()
    second.flush()
    expect([second.asked, second.told, [...kept.values()]]).toEqual([['webchatservice.min.js'], told, []])
    const third = visit()
    third.flush()
    expect(third.asked).toEqual([])
  })

  it('a chat that a page has restored on its own is on the list too', () => {
    const { visit, kept, restorable } = site()
    restorable.now = 'there'
    const first = visit()
    first.flush()
    const got = heard(first.bus().command('WebChatService.verifySession'))
    first.flush()
    expect([got, [...kept.values()]]).toEqual([[['done', { sessionActive: true }]], ['{"WebChatService":true}']])
  })

  it('asks nothing of an App that keeps no list, and nothing of a bus without App', () => {
    ;[true, false].forEach((hasApp) => {
      const files: string[] = []
      const asked: string[] = []
      const made = stage('complete', { _genesys: { widgets: { webchat } }, CXBus: createBus((url) => files.push(url)) })
      if (hasApp) {
        const app = must(made.bus().registerPlugin('App'))
        app.republish('ready', { webchat })
        app.ready()
      }
      const site = must(made.bus().registerPlugin('Site'))
      ;['registerAutoLoad', 'deregisterAutoLoad'].forEach((name) => site.before(`App.${name}`, () => asked.push(name)))
      made.run()
      made.bus().configure({ async: true })
      made.flush()
      const got = heard(made.bus().command('WebChatService.startChat'))
      made.flush()
      expect([got.map(([how]) => how), files, asked]).toEqual([['done'], [], []])
    })
  })
})
